package dev.quintet.client;

import dev.quintet.marketdata.v1.ImportBarsRequest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Bars that somebody else made: at most 10,000 of one symbol, source and interval.
 *
 * @param batchId the caller's; the same id with the same bars is stored once
 */
public record BarImport(
    String batchId, String source, String symbol, String interval, List<ImportedBar> bars) {

  public BarImport {
    bars = List.copyOf(bars);
  }

  /** One bar; its start is a start of the interval. */
  public record ImportedBar(
      Instant start,
      Bar.Prices prices,
      BigDecimal volume,
      Map<String, BigDecimal> technicalIndicators) {

    public ImportedBar {
      technicalIndicators = Map.copyOf(technicalIndicators);
    }
  }

  /**
   * What became of an import.
   *
   * @param accepted stored bars
   * @param duplicate bars not stored again because the batch was stored before
   */
  public record Receipt(long accepted, long duplicate) {}

  ImportBarsRequest request() {
    ImportBarsRequest.Builder request =
        ImportBarsRequest.newBuilder()
            .setBatchId(batchId)
            .setSource(source)
            .setSymbol(symbol)
            .setInterval(interval);
    for (ImportedBar bar : bars) {
      dev.quintet.marketdata.v1.ImportedBar.Builder row =
          dev.quintet.marketdata.v1.ImportedBar.newBuilder()
              .setStartNanos(Times.nanos("start_nanos", bar.start()))
              .setOpen(bar.prices().open().toPlainString())
              .setHigh(bar.prices().high().toPlainString())
              .setLow(bar.prices().low().toPlainString())
              .setClose(bar.prices().close().toPlainString())
              .setVolume(bar.volume().toPlainString());
      bar.technicalIndicators()
          .forEach((name, value) -> row.putTechnicalIndicators(name, value.toPlainString()));
      request.addBars(row);
    }
    return request.build();
  }
}
