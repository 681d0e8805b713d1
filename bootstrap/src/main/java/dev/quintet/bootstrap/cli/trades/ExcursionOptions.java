package dev.quintet.bootstrap.cli.trades;

import dev.quintet.bootstrap.cli.kit.Output;
import dev.quintet.bootstrap.cli.kit.Printable;
import dev.quintet.bootstrap.cli.kit.Rows;
import dev.quintet.client.ClosedLot;
import dev.quintet.client.Excursion;
import dev.quintet.client.ExcursionAverage;
import dev.quintet.client.Trades;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether, and by which prices, a verb shows how far prices went while lots were held. */
final class ExcursionOptions {

  private static final List<String> LOTS =
      List.of(
          "account", "symbol", "position", "opened", "closed", "opened_at", "closed_at", "side",
          "quantity", "open_price", "close_price", "net_profit", "adverse", "favourable",
          "adverse_price", "favourable_price", "low", "high", "minutes", "covered_minutes",
          "missing", "currency");

  private static final List<String> AVERAGES =
      List.of(
          "key", "lots", "known", "average_adverse", "average_favourable", "most_adverse",
          "most_favourable", "minutes", "covered_minutes", "currency");

  @Option(
      names = "--excursions",
      description =
          "How far prices went against closed lots and for them (MAE and MFE), by our own bars of one"
              + " minute. Empty where it is not known.")
  private boolean excursions;

  @Option(
      names = "--prices",
      defaultValue = "quote",
      description =
          "Of --excursions: quote (the bid for a long lot, the ask for a short one) or trade (prints)"
              + " (default: ${DEFAULT-VALUE}).")
  private String prices = "quote";

  boolean wanted() {
    return excursions;
  }

  int list(Trades trades, Trades.Filter filter, Output output) {
    Rows rows = output.rows(LOTS);
    boolean any = false;
    for (Excursion one : trades.excursions().list(filter, prices)) {
      row(rows, one);
      any = true;
    }
    return end(rows, any, output);
  }

  private static void row(Rows rows, Excursion one) {
    ClosedLot lot = one.lot();
    rows.row(
        lot.account(),
        lot.symbol(),
        lot.position(),
        lot.opened(),
        lot.closed(),
        lot.openedAt().toString(),
        lot.closedAt().toString(),
        lot.side(),
        lot.quantity(),
        lot.openPrice(),
        lot.closePrice(),
        lot.netProfit(),
        cell(one, Excursion.Amounts::adverse),
        cell(one, Excursion.Amounts::favourable),
        cell(one, Excursion.Amounts::adversePrice),
        cell(one, Excursion.Amounts::favourablePrice),
        cell(one, Excursion.Amounts::low),
        cell(one, Excursion.Amounts::high),
        one.minutes(),
        one.coveredMinutes(),
        one.missing(),
        lot.currency());
  }

  private static @Nullable BigDecimal cell(
      Excursion one, Function<Excursion.Amounts, BigDecimal> of) {
    return one.amounts().map(of).orElse(null);
  }

  int averages(Trades trades, Trades.Filter filter, String by, Output output) {
    Rows rows = output.rows(AVERAGES);
    List<ExcursionAverage> found = trades.excursions().averages(filter, prices, by);
    for (ExcursionAverage one : found) {
      rows.row(
          Printable.of(one.key()),
          one.lots(),
          one.known(),
          one.averageAdverse(),
          one.averageFavourable(),
          one.mostAdverse(),
          one.mostFavourable(),
          one.minutes(),
          one.coveredMinutes(),
          one.currency());
    }
    return end(rows, !found.isEmpty(), output);
  }

  private static int end(Rows rows, boolean any, Output output) {
    rows.end();
    if (!any) {
      output.explain("nothing was closed");
    }
    return 0;
  }
}
