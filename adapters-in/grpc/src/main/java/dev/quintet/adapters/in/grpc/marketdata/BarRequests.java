package dev.quintet.adapters.in.grpc.marketdata;

import dev.quintet.application.marketdata.Fill;
import dev.quintet.domain.marketdata.Bar;
import dev.quintet.domain.marketdata.BarQuery;
import dev.quintet.domain.marketdata.BatchId;
import dev.quintet.domain.marketdata.ImportedBar;
import dev.quintet.domain.marketdata.ImportedBars;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Side;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TimeRange;
import dev.quintet.domain.marketdata.TradingDays;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.marketdata.v1.BarsRequest;
import dev.quintet.marketdata.v1.ImportBarsRequest;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Requests about bars, checked. */
final class BarRequests {

  /**
   * With an exponent as Python and Java write small numbers; no sign of plus, spaces or words. Lengths
   * are the domain's to judge.
   */
  private static final Pattern DECIMAL =
      Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,2})?");

  private static final Pattern TIME_OF_DAY = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");

  private BarRequests() {}

  static BarQuery query(BarsRequest request) {
    return new BarQuery(
        new Symbol(request.getSymbol()),
        TickRequests.source(request.getSource()),
        Interval.of(request.getInterval()),
        side(request.getSide()),
        Times.range(request.getFromNanos(), request.getToNanos()),
        Times.knownAt(request.getKnownAtMicros()));
  }

  /** Days or weeks that do not begin as those of UTC do; empty when they do. */
  static Optional<TradingDays> tradingDays(BarsRequest request) {
    String zone = request.getTimeZone();
    String start = request.getSessionStart();
    if (zone.isEmpty()) {
      if (!start.isEmpty()) {
        throw ProblemException.invalid("time_zone", "is needed with session_start");
      }
      return Optional.empty();
    }
    Interval interval = Interval.of(request.getInterval());
    if (!interval.equals(Interval.DAY) && !interval.equals(Interval.WEEK)) {
      throw ProblemException.invalid("time_zone", "must be left out unless interval is 1d or 1w");
    }
    if (!start.isEmpty() && !TIME_OF_DAY.matcher(start).matches()) {
      throw ProblemException.invalid("session_start", "must be HH:MM such as 17:00");
    }
    return Optional.of(
        new TradingDays(
            Times.zone(zone),
            start.isEmpty() ? LocalTime.MIDNIGHT : LocalTime.parse(start),
            interval.equals(Interval.WEEK)));
  }

  /** Which imported bars to read. */
  record Imported(Symbol symbol, Source source, Interval interval, TimeRange range) {}

  static Imported imported(BarsRequest request) {
    requireUnused("source", request.getSource().isEmpty());
    requireUnused("side", request.getSideValue() == 0);
    requireUnused("fill", request.getFillValue() == 0);
    requireUnused("known_at_micros", request.getKnownAtMicros() == 0);
    requireUnused("time_zone", request.getTimeZone().isEmpty());
    requireUnused("session_start", request.getSessionStart().isEmpty());
    return new Imported(
        new Symbol(request.getSymbol()),
        new Source(request.getImportedFrom()),
        Interval.of(request.getInterval()),
        Times.range(request.getFromNanos(), request.getToNanos()));
  }

  /** What would do nothing is refused: its caller would take the answer for another. */
  private static void requireUnused(String field, boolean unused) {
    if (!unused) {
      throw ProblemException.invalid(
          field, "must be left out with imported_from: imported bars are as they were imported");
    }
  }

  private static Side side(dev.quintet.marketdata.v1.Side side) {
    return switch (side) {
      case SIDE_BID -> Side.BID;
      case SIDE_ASK -> Side.ASK;
      case SIDE_MID -> Side.MID;
      case SIDE_TRADE -> Side.TRADE;
      case SIDE_UNSPECIFIED, UNRECOGNIZED ->
          throw ProblemException.invalid("side", "must be bid, ask, mid or trade");
    };
  }

  static Fill fill(dev.quintet.marketdata.v1.Fill fill) {
    return switch (fill) {
      case FILL_UNSPECIFIED -> Fill.NONE;
      case FILL_PREVIOUS -> Fill.PREVIOUS;
      case FILL_NULL -> Fill.NULL;
      case FILL_CARRY -> Fill.CARRY;
      case UNRECOGNIZED ->
          throw ProblemException.invalid("fill", "must be unspecified, previous, carry or null");
    };
  }

  /** 1 for 0. */
  static int minMinutes(int minutes) {
    if (minutes < 0) {
      throw ProblemException.invalid("min_minutes", "is too large");
    }
    return Math.max(1, minutes);
  }

  static ImportedBars importedBars(ImportBarsRequest request) {
    int count = request.getBarsCount();
    if (count == 0 || count > ImportedBars.MAX_BARS) {
      throw ProblemException.invalid("bars", "must be 1 to " + ImportedBars.MAX_BARS);
    }
    List<ImportedBar> bars = new ArrayList<>(count);
    for (int index = 0; index < count; index++) {
      bars.add(importedBar(index, request.getBars(index)));
    }
    return new ImportedBars(
        new BatchId(request.getBatchId()),
        new Symbol(request.getSymbol()),
        new Source(request.getSource()),
        Interval.of(request.getInterval()),
        bars);
  }

  /** Names the bar in what its values are refused for. */
  private static ImportedBar importedBar(int index, dev.quintet.marketdata.v1.ImportedBar bar) {
    try {
      return new ImportedBar(
          Times.instant("start_nanos", bar.getStartNanos()),
          new Bar.Prices(
              decimal("open", bar.getOpen()),
              decimal("high", bar.getHigh()),
              decimal("low", bar.getLow()),
              decimal("close", bar.getClose())),
          bar.getVolume().isEmpty() ? BigDecimal.ZERO : decimal("volume", bar.getVolume()),
          indicators(bar.getTechnicalIndicatorsMap()));
    } catch (ProblemException e) {
      if (e.problem() instanceof Problem.Invalid(String field, String reason)) {
        throw ProblemException.invalid("bars[" + index + "]." + field, reason);
      }
      throw e;
    }
  }

  private static Map<String, BigDecimal> indicators(Map<String, String> texts) {
    if (texts.size() > ImportedBar.MAX_INDICATORS) {
      throw ProblemException.invalid(
          "technical_indicators", "must be at most " + ImportedBar.MAX_INDICATORS);
    }
    Map<String, BigDecimal> indicators = new TreeMap<>();
    texts.forEach(
        (name, text) -> indicators.put(name, decimal(ImportedBar.indicator(name), text)));
    return indicators;
  }

  private static BigDecimal decimal(String field, String text) {
    if (!DECIMAL.matcher(text).matches()) {
      throw ProblemException.invalid(field, "must be a decimal number such as 1.39123 or 1.5e-7");
    }
    return new BigDecimal(text);
  }
}
