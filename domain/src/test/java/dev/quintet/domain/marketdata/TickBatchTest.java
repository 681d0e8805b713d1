package dev.quintet.domain.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.Refused;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TickBatchTest {

  private static final Instant NOW = Instant.parse("2024-05-08T12:00:00Z");
  private static final long T = EventTime.nanos(NOW);
  private static final long DAY = 86_400_000_000_000L;
  private static final Symbol[] ONE = {new Symbol("EURUSD")};
  private static final Symbol[] TWO = {new Symbol("EURUSD"), new Symbol("GBPUSD")};

  private static TickBatch admit(TickColumns columns) {
    BatchTerms early = new BatchTerms(false, true, false);
    return TickBatch.admit(new BatchId("b"), new Source("fxcm"), null, early, columns, NOW);
  }

  private static TickColumns trades(
      Symbol[] symbols,
      int @Nullable [] indexes,
      long[] times,
      int @Nullable [] sequences,
      int scale,
      long[] prices,
      long @Nullable [] volumes) {
    return new TickColumns(
        TickKind.TRADE, symbols, indexes, times, sequences, scale, prices, null, 0, volumes);
  }

  private static TickBatch at(long... times) {
    return admit(trades(ONE, null, times, null, 0, new long[times.length], null));
  }

  private static TickBatch priced(int scale, long... prices) {
    long[] times = IntStream.range(0, prices.length).mapToLong(i -> T + i).toArray();
    return admit(trades(ONE, null, times, null, scale, prices, null));
  }

  private static List<Integer> refused(TickBatch batch) {
    return batch.rejected().stream().map(RejectedTick::index).toList();
  }

  @Test
  void pricesOfEveryScaleBecomeUnitsOfTheEighthDigit() {
    for (int scale = 0; scale <= 8; scale++) {
      assertThat(priced(scale, 0, 7, -7).columns().first())
          .containsExactly(
              0,
              7 * Decimals.powerOfTen(8 - scale),
              -7 * Decimals.powerOfTen(8 - scale));
    }
  }

  @Test
  void aPriceOnePastItsLimitIsRefusedAndTheLimitIsNot() {
    long most = Decimals.MAX_PRICE_UNITS;
    TickBatch batch = priced(8, most, -most, most + 1, -most - 1, Long.MIN_VALUE, Long.MAX_VALUE);
    assertThat(batch.columns().first()).containsExactly(most, -most);
    assertThat(refused(batch)).containsExactly(2, 3, 4, 5);
    assertThat(batch.rejected()).extracting(RejectedTick::field).containsOnly("prices");
    assertThat(refused(priced(0, 9_999_999_999L, 10_000_000_000L, Long.MIN_VALUE)))
        .containsExactly(1, 2);
  }

  @Test
  void anEventTimeOutsideItsRangeIsRefused() {
    TickBatch batch = at(T, T + DAY, T + DAY + 1, -1, Long.MIN_VALUE, Long.MAX_VALUE);
    assertThat(refused(batch)).containsExactly(2, 3, 4, 5);
    assertThat(at(0).rows()).isEqualTo(1);
  }

  @Test
  void aBatchSpansAtMostTwoYearsOfGoodRows() {
    long limit = 24 * 31 * DAY;
    assertThat(at(T - limit, T).rows()).isEqualTo(2);
    Refused.field("event_times", () -> at(T - limit - 1, T));
    assertThat(at(-1, T).rows()).isEqualTo(1);
  }

  @Test
  void withoutSequencesTheOrderOfTheBatchDecidesWithinAnInstantAndSymbol() {
    TickBatch batch =
        admit(
            trades(
                TWO,
                new int[] {0, 1, 0, 0, 1},
                new long[] {T, T, T, T - 1, T},
                null,
                0,
                new long[5],
                null));
    assertThat(batch.sequences()).containsExactly(0, 0, 1, 0, 1);
  }

  @Test
  void aRefusedRowTakesNoSequence() {
    TickBatch batch =
        admit(
            trades(
                ONE,
                null,
                new long[] {T, T, T},
                null,
                0,
                new long[] {1, Long.MAX_VALUE, 3},
                null));
    assertThat(refused(batch)).containsExactly(1);
    assertThat(batch.sequences()).containsExactly(0, 1);
    assertThat(batch.columns().first()).containsExactly(100_000_000L, 300_000_000L);
  }

  @Test
  void aRepeatedIdentityIsRefusedAndNamesTheFirst() {
    TickBatch batch =
        admit(
            trades(
                ONE,
                null,
                new long[] {T, T - 1, T, T},
                new int[] {7, 7, 7, -1},
                0,
                new long[4],
                null));
    assertThat(batch.rejected())
        .containsExactly(
            new RejectedTick(2, "sequences", "repeats the identity of row 0"),
            new RejectedTick(3, "sequences", "is above 2147483647"));
  }

  @Test
  void aNegativeVolumeAndAnIndexToNoSymbolAreRefused() {
    TickBatch batch =
        admit(
            trades(
                TWO,
                new int[] {0, 1, 2, -1},
                new long[] {T, T, T, T},
                null,
                0,
                new long[4],
                new long[] {0, -1, 0, 0}));
    assertThat(batch.rejected())
        .extracting(RejectedTick::field)
        .containsExactly("volumes", "symbol_indexes", "symbol_indexes");
    assertThat(batch.symbol(0)).isEqualTo(ONE[0]);
  }

  @Test
  void aCrossedQuoteIsKeptAndCounted() {
    TickBatch batch =
        admit(
            new TickColumns(
                TickKind.QUOTE,
                ONE,
                null,
                new long[] {T, T + 1, T + 2},
                null,
                0,
                new long[] {1, 2, 3},
                new long[] {2, 2, 2},
                0,
                null));
    assertThat(batch.rows()).isEqualTo(3);
    assertThat(batch.crossed()).isEqualTo(1);
  }

  @Test
  void ofManyRefusedRowsAThousandAreNamedAndAllAreCounted() {
    TickBatch batch = at(IntStream.range(0, 1_500).mapToLong(i -> -1 - i).toArray());
    assertThat(batch.rows()).isZero();
    assertThat(batch.rejectedCount()).isEqualTo(1_500);
    assertThat(refused(batch))
        .isEqualTo(IntStream.range(0, 1_000).boxed().toList());
  }

  @Test
  void columnsOfOtherLengthsAndTooManyRowsAreRefused() {
    Refused.field("event_times", TickBatchTest::at);
    Refused.field("event_times", () -> at(new long[100_001]));
    long[] two = {T, T + 1};
    Refused.field("prices", () -> admit(trades(ONE, null, two, null, 0, new long[1], null)));
    Refused.field(
        "volumes", () -> admit(trades(ONE, null, two, null, 0, new long[2], new long[3])));
    Refused.field(
        "sequences", () -> admit(trades(ONE, null, two, new int[1], 0, new long[2], null)));
    Refused.field(
        "symbol_indexes", () -> admit(trades(TWO, null, two, null, 0, new long[2], null)));
    Refused.field(
        "symbol_indexes", () -> admit(trades(TWO, new int[1], two, null, 0, new long[2], null)));
    Refused.field("price_scale", () -> priced(9, 1));
    Refused.field("price_scale", () -> priced(-1, 1));
    Symbol[] twice = {ONE[0], ONE[0]};
    Refused.field(
        "symbols", () -> admit(trades(twice, new int[2], two, null, 0, new long[2], null)));
    Refused.field(
        "symbols", () -> admit(trades(new Symbol[0], null, two, null, 0, new long[2], null)));
  }

  @Test
  void aTimeBefore1980IsRefusedUnlessItIsMeant() {
    long edge = EventTime.nanos(EventTime.EARLY);
    long[] otherUnits = {1_715_160_617L, 1_715_160_617_123L, 1_715_160_617_123_456L};
    for (long[] times : List.of(otherUnits, new long[] {edge - 1, edge})) {
      TickColumns columns = trades(ONE, null, times, null, 0, new long[times.length], null);
      TickBatch guarded =
          TickBatch.admit(
              new BatchId("b"), new Source("fxcm"), null, BatchTerms.NONE, columns, NOW);
      assertThat(guarded.rejectedCount()).isEqualTo(times.length == 2 ? 1 : 3);
      assertThat(guarded.rejected()).extracting(RejectedTick::field).containsOnly("event_times");
      assertThat(admit(columns).rejected()).isEmpty();
      assertThat(admit(columns).contentHash()).isNotEqualTo(guarded.contentHash());
    }
  }

  @Test
  void theRangeIsThatOfTheGoodRows() {
    assertThat(at(-1).range()).isEmpty();
    assertThat(at(7, -1, 5).range())
        .contains(
            new TickRange(
                EventTime.instant(5), EventTime.instant(7), Decimals.price(0), Decimals.price(0)));
  }
}
