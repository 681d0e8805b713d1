package dev.quintet.adapters.out.memory;

import dev.quintet.domain.trades.DayCheck;
import dev.quintet.domain.trades.FillPrint;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.Trade;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Fills or trades that are compared. */
record MemoryAudit(List<RecordedFill> fills, List<Trade> trades) {

  static Instant start(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  MemoryAudit within(Instant from, Instant to) {
    Predicate<Instant> at = time -> !time.isBefore(from) && time.isBefore(to);
    return new MemoryAudit(
        fills.stream().filter(it -> at.test(it.fill().at())).toList(),
        trades.stream().filter(it -> at.test(it.closedAt())).toList());
  }

  /** Of one of both kinds, of which the other is empty. */
  Map<LocalDate, DayCheck> check() {
    return fills.isEmpty() ? DayCheck.tradesByDay(trades) : DayCheck.byDay(fills);
  }

  Stream<Instant> times() {
    return Stream.concat(
        fills.stream().map(it -> it.fill().at()), trades.stream().map(Trade::closedAt));
  }

  /**
   * @param pending by account and sequence, as {@code ACCOUNT/1}
   */
  Stream<FillPrint> prints(List<String> pending) {
    return Stream.concat(
        fills.stream()
            .map(
                it ->
                    FillPrint.of(
                        it, pending.contains(it.fill().account() + "/" + it.sequence()))),
        trades.stream()
            .map(
                it ->
                    FillPrint.of(
                        it,
                        pending.stream()
                            .anyMatch(row -> row.startsWith(it.position().account() + "/")))));
  }
}
