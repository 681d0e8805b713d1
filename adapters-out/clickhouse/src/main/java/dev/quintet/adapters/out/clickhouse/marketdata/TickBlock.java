package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.NativeBlock;
import dev.quintet.adapters.out.clickhouse.kernel.Table;
import dev.quintet.domain.marketdata.Decimals;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.marketdata.TickColumns;
import dev.quintet.domain.marketdata.TickKind;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Batches as one block of the table of ticks. Reused: it keeps its buffers. */
final class TickBlock {

  private static final Table TABLE = MarketDataTables.TICKS;

  /** Months of a block that have a part of their own on disk; what lies elsewhere shares one. */
  private static final int MOST_MONTHS = 4;

  private final NativeBlock block = new NativeBlock();
  private final int writer;
  private int[] indexes = {};

  /**
   * @param writer tells its rows from those that another service received in the same microsecond
   */
  TickBlock(int writer) {
    this.writer = writer;
  }

  NativeBlock encode(List<TenantTicks> batches) {
    int rows = rows(batches);
    indexes = indexes.length < rows ? new int[rows] : indexes;
    block.begin(TABLE.inserted().size(), rows);
    keys("tenant_id", batches, rows, ticks -> ticks.tenant().value());
    symbols(batches, rows);
    keys("source", batches, rows, ticks -> ticks.batch().source().value());
    enums("kind", batches, ticks -> kind(ticks).ordinal());
    enums("tier", batches, ticks -> ticks.tier().ordinal());
    keys("user_id", batches, rows, TickBlock::user);
    column("event_time");
    batches.forEach(ticks -> block.int64s(columns(ticks).eventTimes(), ticks.batch().rows()));
    column("sequence");
    batches.forEach(ticks -> block.int32s(ticks.batch().sequences(), ticks.batch().rows()));
    prices(batches);
    volumes(batches);
    column("received_time");
    batches.forEach(ticks -> block.int64s(micros(ticks), ticks.batch().rows()));
    column("annulled");
    batches.forEach(
        ticks ->
            block.int8s((byte) (ticks.batch().terms().annuls() ? 1 : 0), ticks.batch().rows()));
    Arrays.fill(indexes, 0, rows, writer);
    column("writer");
    block.int32s(indexes, rows);
    column("scattered");
    boolean[] scattered = scattered(batches);
    for (int i = 0; i < scattered.length; i++) {
      block.int8s((byte) (scattered[i] ? 1 : 0), batches.get(i).batch().rows());
    }
    return block;
  }

  /** Batches that lie in several months, or in one that has few rows of the block. */
  private static boolean[] scattered(List<TenantTicks> batches) {
    Month[] months = new Month[batches.size()];
    Map<Month, Integer> rows = new HashMap<>();
    Month last = Month.NONE;
    for (int i = 0; i < months.length; i++) {
      long[] times = columns(batches.get(i)).eventTimes();
      last = last.holds(times) ? last : Month.of(times);
      months[i] = last;
      rows.merge(last, times.length, Integer::sum);
    }
    rows.remove(Month.NONE);
    Set<Month> most =
        rows.entrySet().stream()
            .sorted(Map.Entry.<Month, Integer>comparingByValue().reversed())
            .limit(MOST_MONTHS)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    boolean[] scattered = new boolean[months.length];
    for (int i = 0; i < months.length; i++) {
      scattered[i] = !most.contains(months[i]);
    }
    return scattered;
  }

  /** A month of UTC, from its first nanosecond to that of the next. */
  private record Month(long from, long to) {
    private static final Month NONE = new Month(0, 0);

    /** In which all times lie; NONE if they lie in several. */
    private static Month of(long[] times) {
      if (times.length == 0) {
        return NONE;
      }
      LocalDate first =
          LocalDate.ofInstant(EventTime.instant(times[0]), ZoneOffset.UTC).withDayOfMonth(1);
      Month month = new Month(nanos(first), nanos(first.plusMonths(1)));
      return month.holds(times) ? month : NONE;
    }

    private static long nanos(LocalDate day) {
      return EventTime.nanos(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private boolean holds(long[] times) {
      for (long time : times) {
        if (time < from || time >= to) {
          return false;
        }
      }
      return times.length > 0;
    }
  }

  private void column(String name) {
    block.column(name, TABLE.type(name));
  }

  static int rows(List<TenantTicks> batches) {
    return batches.stream().mapToInt(ticks -> ticks.batch().rows()).sum();
  }

  private void prices(List<TenantTicks> batches) {
    column("bid");
    batches.forEach(ticks -> price(ticks, TickKind.QUOTE, columns(ticks).first()));
    column("ask");
    batches.forEach(ticks -> price(ticks, TickKind.QUOTE, columns(ticks).second()));
    column("price");
    batches.forEach(ticks -> price(ticks, TickKind.TRADE, columns(ticks).first()));
  }

  private void price(TenantTicks ticks, TickKind kind, long @Nullable [] values) {
    if (kind(ticks) == kind && values != null) {
      block.int64s(values, ticks.batch().rows());
    } else {
      block.int64s(0, ticks.batch().rows());
    }
  }

  private void volumes(List<TenantTicks> batches) {
    column("volume");
    for (TenantTicks ticks : batches) {
      TickColumns columns = columns(ticks);
      int rows = ticks.batch().rows();
      long[] volumes = columns.volumes();
      if (volumes == null) {
        block.int64s(0, 2 * rows);
      } else {
        block.int128s(
            volumes,
            Decimals.powerOfTen(Decimals.VOLUME_SCALE - columns.volumeScale()),
            rows);
      }
    }
  }

  /** A column of one value per batch. */
  private void keys(
      String name, List<TenantTicks> batches, int rows, Function<TenantTicks, String> value) {
    Map<String, Integer> keys = new HashMap<>();
    List<String> ordered = new ArrayList<>();
    int row = 0;
    for (TenantTicks ticks : batches) {
      int key = key(keys, ordered, value.apply(ticks));
      Arrays.fill(indexes, row, row + ticks.batch().rows(), key);
      row += ticks.batch().rows();
    }
    column(name);
    block.lowCardinality(ordered, indexes, rows);
  }

  private void symbols(List<TenantTicks> batches, int rows) {
    Map<String, Integer> keys = new HashMap<>();
    List<String> ordered = new ArrayList<>();
    int row = 0;
    for (TenantTicks ticks : batches) {
      Symbol[] own = columns(ticks).symbols();
      int[] ownKeys = new int[own.length];
      for (int i = 0; i < own.length; i++) {
        ownKeys[i] = key(keys, ordered, own[i].value());
      }
      int[] ownIndexes = columns(ticks).symbolIndexes();
      for (int i = 0; i < ticks.batch().rows(); i++) {
        indexes[row++] = ownKeys[ownIndexes == null ? 0 : ownIndexes[i]];
      }
    }
    column("symbol");
    block.lowCardinality(ordered, indexes, rows);
  }

  private void enums(
      String name, List<TenantTicks> batches, ToIntFunction<TenantTicks> ordinal) {
    column(name);
    for (TenantTicks ticks : batches) {
      block.int8s((byte) (ordinal.applyAsInt(ticks) + 1), ticks.batch().rows());
    }
  }

  private static int key(Map<String, Integer> keys, List<String> ordered, String value) {
    return keys.computeIfAbsent(
        value,
        added -> {
          ordered.add(added);
          return ordered.size() - 1;
        });
  }

  private static TickColumns columns(TenantTicks ticks) {
    return ticks.batch().columns();
  }

  private static TickKind kind(TenantTicks ticks) {
    return columns(ticks).kind();
  }

  private static String user(TenantTicks ticks) {
    TickBatch batch = ticks.batch();
    return batch.user() == null ? "" : batch.user().value();
  }

  private static long micros(TenantTicks ticks) {
    return EventTime.nanos(ticks.receivedAt()) / 1_000;
  }
}
