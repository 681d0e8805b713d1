package dev.quintet.bootstrap.cli.trades;

import dev.quintet.bootstrap.cli.kit.Output;
import dev.quintet.bootstrap.cli.kit.Rows;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import dev.quintet.client.Position;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.Trades;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What accounts hold, and what they made with it. */
@Command(
    name = "positions",
    mixinStandardHelpOptions = true,
    description =
        "Lists positions, flat ones too: the profit that was realised stays. Realised profit is from"
            + " prices alone; commission, swap and funding stand beside it.")
public final class PositionsCommand implements Callable<Integer> {

  private static final List<String> COLUMNS =
      List.of(
          "symbol", "quantity", "average_price", "realised_profit", "account", "name", "dividends",
          "commission", "swap", "funding", "currency", "cycles", "changed_at");

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Mixin private Output output = new Output();

  @Option(names = "--account", description = "Only those of this account.")
  private @Nullable String account;

  @Option(names = "--symbol", description = "Only those of this symbol.")
  private @Nullable String symbol;

  @Option(names = "--open", description = "Only those that are not flat.")
  private boolean open;

  @Override
  public Integer call() {
    try (QuintetClient client = service.connect()) {
      Rows rows = output.rows(COLUMNS);
      boolean any = false;
      Trades.Filter filter = new Trades.Filter(account, symbol, null, null, null);
      for (Position position : client.trades().positions(filter, open)) {
        rows.row(
            position.symbol(),
            position.quantity(),
            position.averagePrice(),
            position.realisedProfit(),
            position.account(),
            position.name(),
            position.dividends(),
            position.commission(),
            position.swap(),
            position.funding(),
            position.currency(),
            (long) position.cycles(),
            position.changedAt().toString());
        any = true;
      }
      rows.end();
      if (!any) {
        output.explain("there are no positions");
      }
      return 0;
    }
  }
}
