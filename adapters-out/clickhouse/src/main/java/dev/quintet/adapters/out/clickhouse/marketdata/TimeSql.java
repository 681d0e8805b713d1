package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.domain.marketdata.EventTime;
import java.time.Instant;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** Times in statements, written so that the primary key is searched with them. */
final class TimeSql {

  /** The hour of a tick, as the projection counts it. */
  static final String HOUR = "intDiv(toUnixTimestamp64Nano(event_time), 3600000000000)";

  static final String NANOS = "toUnixTimestamp64Nano(event_time)";

  /** The place of a tick among those of its feed, as the rollup keeps it. */
  static final String PLACE =
      "bitShiftLeft(toInt128(" + NANOS + "), 64) + (sequence * 4294967296 + CRC32(user_id))";

  private static final long NANOS_PER_MICRO = 1_000;

  private TimeSql() {}

  /** A literal of the type of event_time. */
  static String time(long nanos) {
    return "fromUnixTimestamp64Nano(" + nanos + ", 'UTC')";
  }

  /** A literal of the type of a bar's start. */
  static String second(long seconds) {
    return "CAST(" + seconds + " AS DateTime64(0, 'UTC'))";
  }

  /** Received not after an instant. */
  static String known(Instant at) {
    return "received_time <= " + receivedAt(at);
  }

  /** Received at or after an instant. */
  static String since(Instant at) {
    return "received_time >= " + receivedAt(at);
  }

  private static String receivedAt(Instant at) {
    long micros = Math.floorDiv(nanosWithinRange(at), NANOS_PER_MICRO);
    return "fromUnixTimestamp64Micro(" + micros + ", 'UTC')";
  }

  /** A tick within one of the periods. */
  static String in(List<Period> periods) {
    return in(periods, "event_time", TimeSql::time);
  }

  /** A bar that starts within one of the periods, which are of whole seconds. */
  static String startIn(List<Period> periods) {
    return in(periods, "start", nanos -> second(seconds(nanos)));
  }

  private static String in(List<Period> periods, String column, LongFunction<String> literal) {
    return periods.isEmpty()
        ? "0"
        : periods.stream()
            .map(
                period ->
                    "(%1$s >= %2$s AND %1$s < %3$s)"
                        .formatted(
                            column, literal.apply(period.from()), literal.apply(period.to())))
            .collect(Collectors.joining(" OR ", "(", ")"));
  }

  static long seconds(long nanos) {
    return nanos / 1_000_000_000L;
  }

  /** An instant as nanoseconds; what lies outside the times of ticks is at its edge. */
  static long nanosWithinRange(Instant instant) {
    if (instant.isBefore(EventTime.MIN)) {
      return -1;
    }
    return instant.isBefore(EventTime.END)
        ? EventTime.nanos(instant)
        : EventTime.nanos(EventTime.END);
  }
}
