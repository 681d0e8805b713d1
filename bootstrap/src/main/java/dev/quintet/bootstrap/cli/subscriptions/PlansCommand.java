package dev.quintet.bootstrap.cli.subscriptions;

import dev.quintet.bootstrap.cli.kit.JsonDocument;
import dev.quintet.bootstrap.cli.kit.Output;
import dev.quintet.bootstrap.cli.kit.Rows;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "plans",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what can be subscribed to, and what a cycle costs from when on; or adds a plan, or a",
      "version of one. Added by operators, and never changed: the same again is done once."
    })
public final class PlansCommand implements Callable<Integer> {

  private static final List<String> COLUMNS =
      List.of("plan", "name", "version", "effective_from", "cycle", "price", "currency");

  enum Action {
    LIST,
    ADD
  }

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Mixin private Output output = new Output();

  @Spec private CommandSpec verb = CommandSpec.create();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ACTION",
      description = "list (default) or add.")
  private Action action = Action.LIST;

  @Parameters(index = "1", arity = "0..1", paramLabel = "PLAN", description = "To add to.")
  private @Nullable String plan;

  @ArgGroup(exclusive = false)
  private @Nullable Version version;

  /** What is added. */
  static final class Version {

    @Option(
        names = "--plan-version",
        paramLabel = "N",
        description = "1 of a new plan, else one more than the last.",
        required = true)
    private int number;

    @Option(names = "--name", description = "Of a new plan, for people (default: its id).")
    private @Nullable String name;

    @Option(
        names = "--from",
        paramLabel = "T",
        required = true,
        description = "An ISO-8601 instant, or a day (UTC): when it holds for new customers.")
    private Instant from = Instant.EPOCH;

    @Option(
        names = "--existing-from",
        paramLabel = "T",
        description = "When it holds for those who have the plan (default: never).")
    private @Nullable Instant existingFrom;

    @Option(names = "--currency", description = "ISO 4217.", required = true)
    private String currency = "";

    @Option(names = "--monthly", paramLabel = "PRICE", description = "Of a cycle of a month.")
    private @Nullable String monthly;

    @Option(names = "--quarterly", paramLabel = "PRICE", description = "Of three months.")
    private @Nullable String quarterly;

    @Option(names = "--yearly", paramLabel = "PRICE", description = "Of a year.")
    private @Nullable String yearly;

    @Option(names = "--minimum", paramLabel = "PRICE", description = "What a cycle costs at least.")
    private @Nullable String minimum;

    @Option(
        names = "--usage",
        description = "As \"api_calls 1000 rollover graduated 5000:0.001 *:0.0005\", joined by commas.")
    private @Nullable String usage;

    @Option(
        names = "--limits",
        description = "As \"max_symbols 10 hard, rows 100000 soft\".")
    private @Nullable String limits;

    private Map<String, @Nullable String> body() {
      Map<String, @Nullable String> body = new LinkedHashMap<>();
      body.put("version", Integer.toString(number));
      body.put("name", name);
      body.put("effective_from", from.toString());
      body.put("existing_from", Objects.toString(existingFrom, null));
      body.put("currency", currency);
      body.put("monthly", monthly);
      body.put("quarterly", quarterly);
      body.put("yearly", yearly);
      body.put("minimum", minimum);
      body.put("usage", usage);
      body.put("limits", limits);
      return body;
    }
  }

  @Override
  public Integer call() throws IOException {
    Rows rows = output.rows(COLUMNS);
    switch (action) {
      case LIST ->
          JsonDocument.of(service.rest().get("/api/v1/plans", "application/json").body())
              .list("plans")
              .forEach(each -> print(rows, each));
      case ADD -> print(rows, JsonDocument.of(add()));
    }
    rows.end();
    return 0;
  }

  private String add() throws IOException {
    if (plan == null || version == null) {
      throw new ParameterException(
          verb.commandLine(), "add needs PLAN, --plan-version, --from and --currency");
    }
    return service
        .rest()
        .post("/api/v1/plans/" + Agreement.encoded(plan) + "/versions", version.body())
        .body();
  }

  private static void print(Rows rows, JsonDocument plan) {
    for (JsonDocument version : plan.list("versions")) {
      for (String cycle : version.names("prices")) {
        rows.row(
            plan.text("plan"),
            plan.text("name"),
            version.text("version"),
            version.text("effective_from"),
            cycle,
            new BigDecimal(version.text("prices." + cycle)),
            version.text("currency"));
      }
    }
  }
}
