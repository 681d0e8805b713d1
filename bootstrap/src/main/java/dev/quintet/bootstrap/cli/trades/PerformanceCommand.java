package dev.quintet.bootstrap.cli.trades;

import dev.quintet.bootstrap.cli.kit.Output;
import dev.quintet.bootstrap.cli.kit.Printable;
import dev.quintet.bootstrap.cli.kit.Rows;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import dev.quintet.client.Performance;
import dev.quintet.client.QuintetClient;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How trades did. */
@Command(
    name = "performance",
    mixinStandardHelpOptions = true,
    description =
        "Sums up trades: fills that closed something, with the profit of all that they closed and the"
            + " share of both fills' costs. What is open is in none of it.",
    footer = {
      "",
      "net_profit = gross_profit - commission + swap (with funding). win_rate: trades with a net profit"
          + " above 0, of all. profit_factor: net profits by net losses; empty when nothing was lost."
          + " max_drawdown: the deepest fall of the summed net profit, on closed trades. expectancy: net"
          + " profit of a trade on average. exposure: share of the time from the first opening to the last"
          + " close in which one was open. daily_sharpe, daily_sortino: of the days on which something was"
          + " closed, not annualised. average_confidence: of the fills that opened what was closed, a trade"
          + " once for each different one; empty when none is known. With --excursions instead: averages over at"
          + " most 1,000 closed lots; those of which it is not known are in none of them."
    })
public final class PerformanceCommand implements Callable<Integer> {

  private static final List<String> COLUMNS =
      List.of(
          "key", "trades", "closed_quantity", "gross_profit", "commission", "swap", "net_profit",
          "win_rate", "profit_factor", "max_drawdown", "expectancy", "average_win", "average_loss",
          "average_holding", "exposure", "daily_sharpe", "daily_sortino",
          "average_confidence", "currency");

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Mixin private Output output = new Output();

  @Mixin private TradeOptions options = new TradeOptions();

  @Mixin private ExcursionOptions excursions = new ExcursionOptions();

  @Option(
      names = "--by",
      defaultValue = "account",
      description =
          "user, account, day (in UTC), user_day, symbol, strategy or agent (default: ${DEFAULT-VALUE}).")
  private String by = "account";

  @Override
  public Integer call() {
    try (QuintetClient client = service.connect()) {
      if (excursions.wanted()) {
        return excursions.averages(client.trades(), options.filter(), by, output);
      }
      Rows rows = output.rows(COLUMNS);
      List<Performance> found = client.trades().performance(options.filter(), by);
      for (Performance one : found) {
        rows.row(
            Printable.of(one.key()),
            one.trades(),
            one.closedQuantity(),
            one.grossProfit(),
            one.commission(),
            one.swap(),
            one.netProfit(),
            one.winRate(),
            one.profitFactor(),
            one.maxDrawdown(),
            one.expectancy(),
            one.averageWin(),
            one.averageLoss(),
            one.averageHolding(),
            one.exposure(),
            one.dailySharpe(),
            one.dailySortino(),
            one.averageConfidence(),
            one.currency());
      }
      rows.end();
      if (found.isEmpty()) {
        output.explain("nothing was closed");
      }
      return 0;
    }
  }
}
