package dev.quintet.bootstrap.cli.marketdata;

import dev.quintet.bootstrap.cli.kit.Output;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import dev.quintet.client.LastQuote;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.Tick;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "quote",
    mixinStandardHelpOptions = true,
    description = "Prints the newest tick of a symbol.")
public final class QuoteCommand implements Callable<Integer> {

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Mixin private Output output = new Output();

  @Parameters(paramLabel = "SYMBOL", description = "For example EURUSD.")
  private String symbol = "";

  @Override
  public Integer call() {
    try (QuintetClient client = service.connect()) {
      output.print(row(client.lastQuote(symbol)));
    }
    return 0;
  }

  private static Map<String, Object> row(LastQuote quote) {
    Tick tick = quote.tick();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("time", tick.eventTime().toString());
    row.put("symbol", tick.symbol());
    switch (tick) {
      case Tick.Quote prices -> {
        row.put("bid", prices.bid());
        row.put("ask", prices.ask());
        row.put("spread", prices.spread());
      }
      case Tick.TradePrint trade -> row.put("price", trade.price());
    }
    row.put("volume", tick.volume());
    row.put("source", tick.source());
    row.put("store", quote.store());
    row.put("cached", Boolean.toString(quote.fromCache()));
    return row;
  }
}
