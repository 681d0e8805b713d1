package dev.quintet.bootstrap.cli.trades;

import dev.quintet.bootstrap.cli.kit.Output;
import dev.quintet.bootstrap.cli.kit.Printable;
import dev.quintet.bootstrap.cli.kit.Rows;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import dev.quintet.client.Margin;
import dev.quintet.client.Margins;
import dev.quintet.client.QuintetClient;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Margin that trades reserved. */
@Command(
    name = "margin",
    mixinStandardHelpOptions = true,
    description = {
      "Shows how far trades that reserve margin are: whether they are filled, or why they are not.",
      "Those of an account by their ids, or one."
    })
public final class MarginCommand implements Callable<Integer> {

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Mixin private Output output = new Output();

  @Parameters(index = "0", paramLabel = "ACCOUNT", description = "Whose they are.")
  private String account = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "MARGIN",
      description = "The id of one in the account.")
  private @Nullable String id;

  @Option(names = "--locked", description = "Only those whose amount is locked.")
  private boolean locked;

  @Override
  public Integer call() {
    try (QuintetClient client = service.connect()) {
      Margins margins = client.trades().margins();
      Iterable<Margin> shown =
          id == null ? margins.list(account, locked) : List.of(margins.find(account, id));
      Rows rows =
          output.rows(
              List.of(
                  "margin", "account", "amount", "currency", "state", "expires_at", "trade",
                  "operation", "reason"));
      for (Margin margin : shown) {
        rows.row(
            margin.id(),
            margin.account(),
            margin.amount(),
            margin.currency(),
            margin.state(),
            margin.expiresAt().toString(),
            margin.fill(),
            margin.operation(),
            Printable.of(margin.reason()));
      }
      rows.end();
      return 0;
    }
  }
}
