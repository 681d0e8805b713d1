package dev.quintet.bootstrap.cli.trades;

import dev.quintet.bootstrap.cli.kit.Output;
import dev.quintet.bootstrap.cli.kit.Printable;
import dev.quintet.bootstrap.cli.kit.Rows;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import dev.quintet.client.Margin;
import dev.quintet.client.QuintetClient;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Margin that a trade reserved. */
@Command(
    name = "margin",
    mixinStandardHelpOptions = true,
    description = "Shows how far a trade that reserves margin is: whether it is filled, or why it is not.")
public final class MarginCommand implements Callable<Integer> {

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Mixin private Output output = new Output();

  @Parameters(index = "0", paramLabel = "ACCOUNT", description = "Whose it is.")
  private String account = "";

  @Parameters(index = "1", paramLabel = "MARGIN", description = "Its id in the account.")
  private String id = "";

  @Override
  public Integer call() {
    try (QuintetClient client = service.connect()) {
      Margin margin = client.trades().margins().find(account, id);
      Rows rows =
          output.rows(
              List.of(
                  "margin", "account", "amount", "currency", "state", "expires_at", "trade",
                  "operation", "reason"));
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
      rows.end();
      return 0;
    }
  }
}
