package dev.quintet.bootstrap.cli;

import dev.quintet.client.LastQuote;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.Tick;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "quote",
    mixinStandardHelpOptions = true,
    description = "Prints the newest tick of a symbol.")
final class QuoteCommand implements Callable<Integer> {

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Parameters(paramLabel = "SYMBOL", description = "For example EURUSD.")
  private String symbol = "";

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "table, csv or json (default: ${DEFAULT-VALUE}).")
  private Format format = Format.TABLE;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (QuintetClient client = service.connect()) {
      print(format, client.lastQuote(symbol), spec.commandLine().getOut());
    }
    return 0;
  }

  static void print(Format format, LastQuote quote, PrintWriter out) {
    Map<String, String> fields = fields(quote);
    switch (format) {
      case TABLE -> {
        Table table = new Table(out, fields.keySet().toArray(String[]::new));
        table.row(fields.values().toArray(String[]::new));
        table.end();
      }
      case CSV -> {
        out.print(String.join(",", fields.keySet()) + "\n");
        out.print(String.join(",", fields.values()) + "\n");
      }
      case JSON ->
          out.print(
              fields.entrySet().stream()
                      .map(field -> "\"%s\":\"%s\"".formatted(field.getKey(), field.getValue()))
                      .collect(Collectors.joining(",", "{", "}"))
                  + "\n");
    }
  }

  /** None of the values needs quoting in any format. */
  private static Map<String, String> fields(LastQuote quote) {
    Tick tick = quote.tick();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("time", tick.eventTime().toString());
    fields.put("symbol", tick.symbol());
    switch (tick) {
      case Tick.Quote prices -> {
        fields.put("bid", BarPrinter.text(prices.bid()));
        fields.put("ask", BarPrinter.text(prices.ask()));
        fields.put("spread", BarPrinter.text(prices.spread()));
      }
      case Tick.TradePrint trade -> fields.put("price", BarPrinter.text(trade.price()));
    }
    fields.put("volume", BarPrinter.text(tick.volume()));
    fields.put("source", tick.source());
    fields.put("store", quote.store());
    fields.put("cached", Boolean.toString(quote.fromCache()));
    return fields;
  }
}
