package dev.quintet.bootstrap.cli.decisions;

import dev.quintet.bootstrap.cli.kit.Output;
import dev.quintet.bootstrap.cli.kit.Printable;
import dev.quintet.bootstrap.cli.kit.Rows;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import dev.quintet.client.Decision;
import dev.quintet.client.Decisions;
import dev.quintet.client.QuintetClient;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What agents decided, and what came of it. */
@Command(
    name = "decisions",
    mixinStandardHelpOptions = true,
    description =
        "Lists decisions of agents in the order of their time, each with the outcome that counts, or shows one with"
            + " why it was made.")
public final class DecisionsCommand implements Callable<Integer> {

  private static final List<String> COLUMNS =
      List.of(
          "time", "id", "agent", "type", "symbol", "timeframe", "confidence", "probability",
          "model_version", "outcome", "profit", "currency", "known_at");

  private static final List<String> GROUNDS = List.of("reasoning", "conditions", "features");

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Mixin private Output output = new Output();

  @Option(names = "--id", description = "Why this decision was made.")
  private @Nullable String id;

  @Option(names = "--user", description = "Only those of this user.")
  private @Nullable String user;

  @Option(names = "--agent", description = "Only those of this agent.")
  private @Nullable String agent;

  @Option(names = "--symbol", description = "Only those about this symbol.")
  private @Nullable String symbol;

  @Option(names = "--type", description = "Only these: buy, sell or hold.")
  private @Nullable String type;

  @Option(
      names = "--outcome",
      description = "Only those that are now pending, profitable, loss or breakeven.")
  private @Nullable String outcome;

  @Option(names = "--model", description = "Only those of this version of a model.")
  private @Nullable String model;

  @Option(names = "--from", description = "An instant (2014-05-08T09:30:00Z) or day in UTC, inclusive.")
  private @Nullable Instant from;

  @Option(names = "--to", description = "Exclusive.")
  private @Nullable Instant to;

  @Override
  public Integer call() {
    try (QuintetClient client = service.connect()) {
      return id == null ? list(client.decisions()) : grounds(client.decisions().get(id));
    }
  }

  private int grounds(Decisions.Found found) {
    Rows rows = output.rows(GROUNDS);
    Decision.Grounds grounds = found.grounds();
    rows.row(
        Printable.of(grounds.reasoning()),
        Printable.of(grounds.conditions()),
        Printable.of(grounds.features()));
    rows.end();
    return 0;
  }

  private int list(Decisions decisions) {
    Rows rows = output.rows(COLUMNS);
    boolean any = false;
    for (Decision.Recorded recorded :
        decisions.list(
            new Decisions.Filter(user, agent, symbol, type, outcome, model, from, to))) {
      row(rows, recorded.decision(), recorded.outcome());
      any = true;
    }
    rows.end();
    if (!any) {
      output.explain("there are no decisions");
    }
    return 0;
  }

  private static void row(Rows rows, Decision decision, Decision.@Nullable Outcome outcome) {
    rows.row(
        decision.at().toString(),
        decision.id(),
        Printable.of(decision.agent()),
        decision.type(),
        decision.symbol(),
        decision.timeframe(),
        decision.confidence(),
        number(decision.probability()),
        Printable.of(decision.model()),
        outcome == null ? "pending" : outcome.result(),
        number(outcome == null ? null : outcome.profit()),
        outcome == null ? "" : outcome.currency(),
        outcome == null ? "" : outcome.at().toString());
  }

  private static Object number(@Nullable BigDecimal number) {
    return number == null ? "" : number;
  }
}
