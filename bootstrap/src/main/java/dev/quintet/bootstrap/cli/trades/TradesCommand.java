package dev.quintet.bootstrap.cli.trades;

import dev.quintet.bootstrap.cli.kit.Output;
import dev.quintet.bootstrap.cli.kit.Printable;
import dev.quintet.bootstrap.cli.kit.Rows;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import dev.quintet.client.ClosedLot;
import dev.quintet.client.Fill;
import dev.quintet.client.MergedFill;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.RecordedFill;
import dev.quintet.client.TradeEvent;
import dev.quintet.client.TradeEvents;
import dev.quintet.client.Trades;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fills, the lots that they closed, or what happened beside them. */
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
          "multiplier", "rate", "ai_confidence", "tier");

  private static final List<String> LOTS =
      List.of(
          "account", "symbol", "position", "cycle", "opened", "closed", "opened_at", "closed_at",
          "side", "quantity", "open_price", "close_price", "gross_profit", "commission", "swap",
          "funding", "net_profit", "currency", "multiplier", "rate");

  private static final List<String> MERGED =
      List.of(
          "time", "ids", "account", "symbol", "side", "quantity", "price", "commission", "swap",
          "funding", "currency", "order", "multiplier", "to");

  private static final List<String> EVENTS =
      List.of(
          "time", "id", "account", "symbol", "kind", "trade", "quantity_before", "price_before",
          "quantity_after", "price_after", "units_to", "units_from", "amount");

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Mixin private Output output = new Output();

  @Mixin private TradeOptions options = new TradeOptions();

  @Mixin private ExcursionOptions excursions = new ExcursionOptions();

  @Option(names = "--closed", description = "Lots that were closed.")
  private boolean closed;

  @Option(
      names = "--merged",
      description = "Fills of one order as one, with the price weighted by quantity; of an --account.")
  private boolean merged;

  @Option(
      names = "--events",
      description = "What happened beside fills: corrections, busts, splits and dividends.")
  private boolean events;

  @Override
  public Integer call() {
    Trades.Filter filter = options.filter();
    try (QuintetClient client = service.connect()) {
      Trades trades = client.trades();
      if (excursions.wanted()) {
        return excursions.list(trades, filter, output);
      }
      if (closed) {
        return list(LOTS, trades.closedLots(filter), TradesCommand::row, "nothing was closed");
      }
      if (merged) {
        return list(MERGED, trades.merged(filter), TradesCommand::row, "there are no trades");
      }
      if (events) {
        return list(
            EVENTS, trades.events().list(filter), TradesCommand::row, "there are no events");
      }
      return list(FILLS, trades.fills(filter), TradesCommand::row, "there are no trades");
    }
  }

  private <T> int list(
      List<String> columns, Iterable<T> all, BiConsumer<Rows, T> row, String none) {
    Rows rows = output.rows(columns);
    boolean any = false;
    for (T one : all) {
      row.accept(rows, one);
      any = true;
    }
    rows.end();
    if (!any) {
      output.explain(none);
    }
    return 0;
  }

  private static void row(Rows rows, TradeEvents.Recorded recorded) {
    TradeEvent event = recorded.event();
    Fill before = recorded.before().orElse(null);
    List<Object> cells =
        new ArrayList<>(List.of(event.at().toString(), event.id(), event.account()));
    if (before != null) {
      cells.add(before.symbol());
    }
    switch (event) {
      case TradeEvent.Correction it -> cells.addAll(List.of("correction", it.replacement().id()));
      case TradeEvent.Bust it -> cells.addAll(List.of("bust", it.trade()));
      case TradeEvent.Split it -> cells.addAll(List.of(it.symbol(), "split", ""));
      case TradeEvent.Dividend it -> cells.addAll(List.of(it.symbol(), "dividend", ""));
    }
    cells.addAll(before == null ? List.of("", "") : List.of(before.quantity(), before.price()));
    cells.addAll(
        event instanceof TradeEvent.Correction it
            ? List.of(it.replacement().quantity(), it.replacement().price())
            : List.of("", ""));
    cells.addAll(
        event instanceof TradeEvent.Split it
            ? List.of((long) it.to(), (long) it.from())
            : List.of("", ""));
    cells.add(event instanceof TradeEvent.Dividend it ? it.amount() : "");
    rows.row(cells.toArray());
  }

  private static void row(Rows rows, RecordedFill recorded) {
    Fill fill = recorded.fill();
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
        fill.conversion().rate(),
        origin.confidence(),
        recorded.tier());
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
