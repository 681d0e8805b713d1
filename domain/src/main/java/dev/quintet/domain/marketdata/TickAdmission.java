package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/** Checks a batch as it is offered: as a whole, then row by row; bad rows are left out and named. */
final class TickAdmission {

  /** Event times that are accepted, in nanoseconds. */
  private record Times(long earliest, long latest) {
    private static Times accepted(BatchTerms terms, Instant now) {
      return new Times(
          terms.earlyTimes() ? 0 : EventTime.nanos(EventTime.EARLY),
          EventTime.nanos(now.plus(EventTime.AHEAD)));
    }
  }

  /** Refused rows. */
  static final class Rejections {
    private final List<RejectedTick> named = new ArrayList<>();
    private int count;

    boolean add(int row, String field, String reason) {
      count++;
      if (named.size() < TickBatch.MAX_NAMED_REJECTIONS) {
        named.add(new RejectedTick(row, field, reason));
      }
      return true;
    }
  }

  private final TickColumns kept;
  private final Rejections rejections;

  private TickAdmission(TickColumns kept, Rejections rejections) {
    this.kept = kept;
    this.rejections = rejections;
  }

  /**
   * Checks it.
   *
   * @throws ProblemException Invalid when the batch as a whole breaks a limit
   */
  static TickAdmission of(TickColumns offered, BatchTerms terms, Instant now) {
    checkShape(offered);
    Rejections rejections = new Rejections();
    boolean[] bad = new boolean[offered.rows()];
    TickColumns scaled = scaled(offered);
    checkRows(scaled, Times.accepted(terms, now), bad, rejections);
    scaled = scaled.withSequences(TickIdentities.sequences(offered, bad, rejections));
    TickColumns kept =
        rejections.count == 0
            ? scaled
            : scaled.keeping(
                IntStream.range(0, bad.length).filter(row -> !bad[row]).toArray());
    checkMonths(kept.eventTimes());
    rejections.named.sort(Comparator.comparingInt(RejectedTick::index));
    return new TickAdmission(kept, rejections);
  }

  /** The good rows: prices at scale 8, sequences present. */
  TickColumns kept() {
    return kept;
  }

  /** The first of the others, in order. */
  List<RejectedTick> rejected() {
    return rejections.named;
  }

  int rejectedCount() {
    return rejections.count;
  }

  private static void checkShape(TickColumns offered) {
    int rows = offered.rows();
    if (rows == 0) {
      throw ProblemException.invalid("event_times", "a batch must have at least one row");
    }
    if (rows > TickBatch.MAX_ROWS) {
      throw ProblemException.invalid("event_times", "a batch must have at most " + TickBatch.MAX_ROWS + " rows");
    }
    String firstColumn = offered.kind() == TickKind.QUOTE ? "bids" : "prices";
    sameLength(firstColumn, offered.first().length, rows);
    if (offered.kind() == TickKind.QUOTE) {
      sameLength("asks", offered.second() == null ? 0 : offered.second().length, rows);
    }
    if (offered.volumes() != null) {
      sameLength("volumes", offered.volumes().length, rows);
    }
    if (offered.sequences() != null) {
      sameLength("sequences", offered.sequences().length, rows);
    }
    scaleWithin("price_scale", offered.priceScale(), Decimals.PRICE_SCALE);
    scaleWithin("volume_scale", offered.volumeScale(), Decimals.VOLUME_SCALE);
    Symbol[] symbols = offered.symbols();
    if (symbols.length == 0 || symbols.length > TickBatch.MAX_SYMBOLS) {
      throw ProblemException.invalid("symbols", "must be 1 to " + TickBatch.MAX_SYMBOLS);
    }
    if (new HashSet<>(Arrays.asList(symbols)).size() < symbols.length) {
      throw ProblemException.invalid("symbols", "must not name a symbol twice");
    }
    if (offered.symbolIndexes() != null) {
      sameLength("symbol_indexes", offered.symbolIndexes().length, rows);
    } else if (symbols.length > 1) {
      throw ProblemException.invalid("symbol_indexes", "are needed when there is more than one symbol");
    }
  }

  private static void sameLength(String field, int length, int rows) {
    if (length != rows) {
      throw ProblemException.invalid(
          field, "has " + length + " values where event_times has " + rows);
    }
  }

  private static void scaleWithin(String field, int scale, int max) {
    if (scale < 0 || scale > max) {
      throw ProblemException.invalid(field, "must be 0 to " + max);
    }
  }

  private static TickColumns scaled(TickColumns offered) {
    int scale = offered.priceScale();
    long[] second = offered.second();
    return new TickColumns(
        offered.kind(),
        offered.symbols(),
        offered.symbolIndexes(),
        offered.eventTimes(),
        offered.sequences(),
        Decimals.PRICE_SCALE,
        scaled(offered.first(), scale),
        second == null ? null : scaled(second, scale),
        offered.volumeScale(),
        offered.volumes());
  }

  /** In units of 10^-8; what does not fit becomes a value that the row check refuses. */
  private static long[] scaled(long[] values, int scale) {
    if (scale == Decimals.PRICE_SCALE) {
      return values;
    }
    long factor = Decimals.powerOfTen(Decimals.PRICE_SCALE - scale);
    long most = Decimals.MAX_PRICE_UNITS / factor;
    long[] result = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      long value = values[i];
      result[i] = value > most || value < -most ? Long.MAX_VALUE : value * factor;
    }
    return result;
  }

  private static void checkRows(
      TickColumns offered, Times accepted, boolean[] bad, Rejections rejections) {
    long end = EventTime.nanos(EventTime.END);
    long[] first = offered.first();
    long[] second = offered.second();
    String firstColumn = second == null ? "prices" : "bids";
    int[] indexes = offered.symbolIndexes();
    int[] sequences = offered.sequences();
    long[] volumes = offered.volumes();
    for (int row = 0; row < bad.length; row++) {
      long time = offered.eventTimes()[row];
      if (time < 0 || time >= end) {
        bad[row] = rejections.add(row, "event_times", "is not within 1970-01-01 and 2262-01-01");
      } else if (time > accepted.latest) {
        bad[row] = rejections.add(row, "event_times", "is more than a day ahead of our clock");
      } else if (time < accepted.earliest) {
        bad[row] =
            rejections.add(
                row,
                "event_times",
                "is before 1980-01-01: nanoseconds since 1970 are expected (early_times allows it)");
      } else if (outOfRange(first[row])) {
        bad[row] = rejections.add(row, firstColumn, "is not within ±9999999999.99999999");
      } else if (second != null && outOfRange(second[row])) {
        bad[row] = rejections.add(row, "asks", "is not within ±9999999999.99999999");
      } else if (volumes != null && volumes[row] < 0) {
        bad[row] = rejections.add(row, "volumes", "is negative");
      } else if (indexes != null && (indexes[row] < 0 || indexes[row] >= offered.symbols().length)) {
        bad[row] = rejections.add(row, "symbol_indexes", "is not an index into symbols");
      } else if (sequences != null && sequences[row] < 0) {
        bad[row] = rejections.add(row, "sequences", "is above 2147483647");
      }
    }
  }

  private static boolean outOfRange(long units) {
    return units > Decimals.MAX_PRICE_UNITS || units < -Decimals.MAX_PRICE_UNITS;
  }

  private static void checkMonths(long[] eventTimes) {
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (long time : eventTimes) {
      least = Math.min(least, time);
      most = Math.max(most, time);
    }
    if (eventTimes.length > 0
        && most - least > Duration.ofDays(TickBatch.MAX_MONTHS * 31L).toNanos()) {
      throw ProblemException.invalid(
          "event_times", "a batch may span at most " + TickBatch.MAX_MONTHS + " months; split it");
    }
  }
}
