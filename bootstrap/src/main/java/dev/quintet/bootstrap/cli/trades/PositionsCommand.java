package dev.quintet.bootstrap.cli.trades;

import dev.quintet.bootstrap.cli.kit.Output;
import dev.quintet.bootstrap.cli.kit.Rows;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import dev.quintet.client.Position;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.Trades;
import dev.quintet.client.ValuedPosition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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

  private static final List<String> VALUES =
      List.of("unrealised_profit", "price", "rate", "source", "priced_at");

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Mixin private Output output = new Output();

  @Option(names = "--account", description = "Only those of this account.")
  private @Nullable String account;

  @Option(names = "--symbol", description = "Only those of this symbol.")
  private @Nullable String symbol;

  @Option(names = "--open", description = "Only those that are not flat.")
  private boolean open;

  @Option(
      names = "--quotes",
      description =
          "Values open positions at the newest quotes: long ones at the bid, short ones at the ask.")
  private boolean quotes;

  @Option(
      names = "--price",
      paramLabel = "SYMBOL=PRICE",
      description = "Values open positions of the symbol at this price.")
  private Map<String, BigDecimal> prices = new HashMap<>();

  @Option(
      names = "--rate",
      paramLabel = "SYMBOL=RATE",
      description = "What the currency of the symbol's price is in that of the account.")
  private Map<String, BigDecimal> rates = new HashMap<>();

  @Override
  public Integer call() {
    Trades.Filter filter = new Trades.Filter(account, symbol, null, null, null);
    try (QuintetClient client = service.connect()) {
      return quotes || !prices.isEmpty() ? values(client, filter) : positions(client, filter);
    }
  }

  private int positions(QuintetClient client, Trades.Filter filter) {
    Rows rows = output.rows(COLUMNS);
    boolean any = false;
    for (Position position : client.trades().positions(filter, open)) {
      rows.row(cells(position).toArray());
      any = true;
    }
    return ended(rows, any);
  }

  private int values(QuintetClient client, Trades.Filter filter) {
    Rows rows =
        output.rows(Stream.of(COLUMNS, VALUES).flatMap(List::stream).toList());
    Map<String, ValuedPosition.Stated> stated = new HashMap<>();
    Stream.of(prices, rates)
        .flatMap(it -> it.keySet().stream())
        .forEach(
            name -> stated.put(name, new ValuedPosition.Stated(prices.get(name), rates.get(name))));
    boolean any = false;
    for (ValuedPosition valued : client.trades().values(filter, stated, quotes)) {
      List<Object> cells = cells(valued.position());
      ValuedPosition.Valuation value = valued.valuation().orElse(null);
      if (value == null) {
        cells.addAll(List.of("", "", "", "", ""));
      } else {
        cells.addAll(
            List.of(
                value.unrealisedProfit(),
                value.price(),
                value.rate(),
                value.source(),
                value.at() == null ? "" : value.at().toString()));
      }
      rows.row(cells.toArray());
      any = true;
    }
    return ended(rows, any);
  }

  private int ended(Rows rows, boolean any) {
    rows.end();
    if (!any) {
      output.explain("there are no positions");
    }
    return 0;
  }

  private static List<Object> cells(Position position) {
    return new ArrayList<>(
        List.of(
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
            position.changedAt().toString()));
  }
}
