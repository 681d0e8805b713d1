package dev.quintet.adapters.in.grpc.marketdata;

import dev.quintet.application.marketdata.BarRow;
import dev.quintet.domain.marketdata.Coverage;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.ImportedBar;
import dev.quintet.marketdata.v1.Bar;
import dev.quintet.marketdata.v1.CoverageResponse;
import dev.quintet.marketdata.v1.Hole;
import dev.quintet.marketdata.v1.HoleReason;

/** Bars and coverage as they are answered. */
final class BarAnswers {

  private BarAnswers() {}

  static Bar bar(BarRow row) {
    Bar.Builder answer =
        Bar.newBuilder()
            .setStartNanos(EventTime.nanos(row.bar().start()))
            .setVolume(TickAnswers.decimal(row.bar().volume()))
            .setTicks(row.bar().ticks())
            .setBuilding(row.building())
            .setFilled(row.filled());
    if (row.bar().prices() != null) {
      setPrices(answer, row.bar().prices());
    }
    return answer.build();
  }

  static Bar bar(ImportedBar bar) {
    Bar.Builder answer =
        Bar.newBuilder()
            .setStartNanos(EventTime.nanos(bar.start()))
            .setVolume(TickAnswers.decimal(bar.volume()));
    setPrices(answer, bar.prices());
    bar.technicalIndicators()
        .forEach((name, value) -> answer.putTechnicalIndicators(name, TickAnswers.decimal(value)));
    return answer.build();
  }

  private static void setPrices(
      Bar.Builder answer, dev.quintet.domain.marketdata.Bar.Prices prices) {
    answer
        .setOpen(TickAnswers.decimal(prices.open()))
        .setHigh(TickAnswers.decimal(prices.high()))
        .setLow(TickAnswers.decimal(prices.low()))
        .setClose(TickAnswers.decimal(prices.close()));
  }

  static CoverageResponse coverage(Coverage coverage) {
    CoverageResponse.Builder answer =
        CoverageResponse.newBuilder().setCoveredMinutes(coverage.coveredMinutes());
    coverage
        .holes()
        .forEach(
            hole ->
                answer.addHoles(
                    Hole.newBuilder()
                        .setFromNanos(EventTime.nanos(hole.from()))
                        .setToNanos(EventTime.nanos(hole.to()))
                        .setReason(
                            switch (hole.reason()) {
                              case NO_TICKS -> HoleReason.HOLE_REASON_NO_TICKS;
                              case MARKET_CLOSED -> HoleReason.HOLE_REASON_MARKET_CLOSED;
                              case NEVER_RECEIVED -> HoleReason.HOLE_REASON_NEVER_RECEIVED;
                              case SESSION_UNKNOWN -> HoleReason.HOLE_REASON_SESSION_UNKNOWN;
                            })));
    return answer.build();
  }
}
