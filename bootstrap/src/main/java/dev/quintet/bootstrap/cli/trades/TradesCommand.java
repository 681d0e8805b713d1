package dev.quintet.bootstrap.cli.trades;

import dev.quintet.bootstrap.cli.kit.Output;
import dev.quintet.bootstrap.cli.kit.Printable;
import dev.quintet.bootstrap.cli.kit.Rows;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import dev.quintet.client.ClosedLot;
import dev.quintet.client.Fill;
import dev.quintet.client.MergedFill;
import dev.quintet.client.QuintetClient;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fills, or the lots that they closed. */
@Command(
    name = "trades",
    mixinStandardHelpOptions = true,
    description =
        "Lists fills in the order of their time, or with --closed the lots that were closed: which fill"
            + " opened and which one closed them, with the profit and the share of both fills' costs.")
public final class TradesCommand implements Callable<Integer> {

  private static final List<String> FILLS =
      List.of(
          "time", "id", "account", "symbol", "side", "quantity", "price", "commission", "swap",
          "funding", "currency", "strategy", "agents", "position", "decision", "order", "execution",
          "multiplier", "rate");

  private static final List<String> LOTS =
      List.of(
          "account", "symbol", "position", "cycle", "opened", "closed", "opened_at", "closed_at",
          "side", "quantity", "open_price", "close_price", "gross_profit", "commission", "swap",
          "funding", "net_profit", "currency", "multiplier", "rate");

  private static final List<String> MERGED =
      List.of(
          "time", "ids", "account", "symbol", "side", "quantity", "price", "commission", "swap",
          "funding", "currency", "order", "multiplier", "to");

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Mixin private Output output = new Output();

  @Mixin private TradeOptions options = new TradeOptions();

  @Option(names = "--closed", description = "Lots that were closed.")
  private boolean closed;

  @Option(
      names = "--merged",
      description = "Fills of one order as one, with the price weighted by quantity; of an --account.")
  private boolean merged;

  @Override
  public Integer call() {
    try (QuintetClient client = service.connect()) {
      Rows rows = output.rows(closed ? LOTS : merged ? MERGED : FILLS);
      boolean any = false;
      if (closed) {
        for (ClosedLot lot : client.trades().closedLots(options.filter())) {
          row(rows, lot);
          any = true;
        }
      } else if (merged) {
        for (MergedFill fill : client.trades().merged(options.filter())) {
          row(rows, fill);
          any = true;
        }
      } else {
        for (Fill fill : client.trades().fills(options.filter())) {
          row(rows, fill);
          any = true;
        }
      }
      rows.end();
      if (!any) {
        output.explain(closed ? "nothing was closed" : "there are no trades");
      }
      return 0;
    }
  }

  private static void row(Rows rows, Fill fill) {
    Fill.Origin origin = fill.origin();
    rows.row(
        fill.at().toString(),
        fill.id(),
        fill.account(),
        fill.symbol(),
        fill.side(),
        fill.quantity(),
        fill.price(),
        fill.costs().commission(),
        fill.costs().swap(),
        fill.costs().funding(),
        fill.costs().currency(),
        Printable.of(origin.strategy()),
        Printable.of(String.join(";", origin.agents())),
        origin.position(),
        origin.decision(),
        origin.order(),
        origin.execution(),
        fill.conversion().multiplier(),
        fill.conversion().rate());
  }

  private static void row(Rows rows, MergedFill fill) {
    rows.row(
        fill.from().toString(),
        String.join(";", fill.ids()),
        fill.account(),
        fill.symbol(),
        fill.side(),
        fill.quantity(),
        fill.price(),
        fill.costs().commission(),
        fill.costs().swap(),
        fill.costs().funding(),
        fill.costs().currency(),
        fill.order(),
        fill.multiplier(),
        fill.to().toString());
  }

  private static void row(Rows rows, ClosedLot lot) {
    rows.row(
        lot.account(),
        lot.symbol(),
        lot.position(),
        (long) lot.cycle(),
        lot.opened(),
        lot.closed(),
        lot.openedAt().toString(),
        lot.closedAt().toString(),
        lot.side(),
        lot.quantity(),
        lot.openPrice(),
        lot.closePrice(),
        lot.grossProfit(),
        lot.commission(),
        lot.swap(),
        lot.funding(),
        lot.netProfit(),
        lot.currency(),
        lot.multiplier(),
        lot.rate());
  }
}
