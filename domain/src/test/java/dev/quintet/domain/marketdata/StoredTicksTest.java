package dev.quintet.domain.marketdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Prices are whole units; unless said otherwise all ticks are of one symbol and instant. */
final class StoredTicksTest {

  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");
  private static final long T = EventTime.nanos(NOW) - 1_000_000_000L;
  private static final Symbol EURUSD = new Symbol("EURUSD");
  private static final BatchTerms CORRECTIONS = new BatchTerms(true, false, false);
  private static final BatchTerms ANNULS = new BatchTerms(false, false, true);

  private final StoredTicks stored = new StoredTicks();

  StoredTicksTest() {
    var instants = new LinkedHashMap<Symbol, long[]>();
    instants.put(EURUSD, new long[] {T});
    stored.expect(instants);
  }

  private static TickBatch batch(BatchTerms terms, int @Nullable [] sequences, long... prices) {
    long[] times = new long[prices.length];
    Arrays.fill(times, T);
    return batch(terms, times, sequences, prices);
  }

  private static TickBatch batch(
      BatchTerms terms, long[] times, int @Nullable [] sequences, long... prices) {
    TickColumns columns =
        new TickColumns(
            TickKind.TRADE,
            new Symbol[] {EURUSD},
            null,
            times,
            sequences,
            0,
            prices,
            null,
            0,
            null);
    return TickBatch.admit(new BatchId("b"), new Source("cme"), null, terms, columns, NOW);
  }

  private void store(int sequence, long price, boolean annulled) {
    long units = price * Decimals.powerOfTen(8);
    stored.add(
        new StoredTick(EURUSD, T, sequence, new StoredTick.Values(units, 0, 0, 0), annulled));
  }

  private void store(long... prices) {
    for (int i = 0; i < prices.length; i++) {
      store(i, prices[i], false);
    }
  }

  private static void assertKept(NewTicks decided, int duplicate, int corrected, String... kept) {
    TickBatch batch = decided.batch();
    assertThat(
            IntStream.range(0, batch.rows())
                .mapToObj(
                    row ->
                        batch.sequences()[row]
                            + ":"
                            + batch.columns().first()[row] / Decimals.powerOfTen(8)))
        .containsExactly(kept);
    assertThat(decided.duplicate()).isEqualTo(duplicate);
    assertThat(decided.corrected()).isEqualTo(corrected);
  }

  @Test
  void whereNothingIsStoredAllIsNew() {
    TickBatch batch = batch(BatchTerms.NONE, null, 5, 6);
    assertThat(stored.of(batch).batch()).isSameAs(batch);
    assertThat(new StoredTicks().of(batch).batch()).isSameAs(batch);
  }

  @Test
  void otherTicksOfAnInstantJoinThoseThatAreStored() {
    store(5, 6);
    assertKept(stored.of(batch(BatchTerms.NONE, null, 7, 6, 8)), 1, 0, "2:7", "3:8");
  }

  @Test
  void ofEqualTicksEachIsADuplicateOfOne() {
    store(5, 5);
    assertKept(stored.of(batch(BatchTerms.NONE, null, 5, 5, 5)), 2, 0, "2:5");
  }

  @Test
  void theSameTicksInAnotherOrderAreDuplicates() {
    store(5, 6, 7);
    assertKept(stored.of(batch(BatchTerms.NONE, null, 7, 5, 6)), 3, 0);
    assertKept(stored.of(batch(CORRECTIONS, null, 7, 5, 6)), 3, 0);
  }

  @Test
  void aSequenceSaysWhichTickIsCorrected() {
    store(5, 6);
    int[] sequences = {1, 0, 9};
    assertKept(stored.of(batch(BatchTerms.NONE, sequences, 8, 5, 5)), 1, 1, "1:8", "9:5");
  }

  @Test
  void rowsOfCorrectionsCorrectInOrderWhatTheyDoNotRepeat() {
    store(5, 6, 7);
    assertKept(stored.of(batch(CORRECTIONS, null, 5, 66, 7, 8)), 2, 1, "1:66", "3:8");
  }

  @Test
  void anAnnulledTickThatIsSentAgainStaysAnnulled() {
    store(0, 5, true);
    store(1, 6, false);
    assertKept(stored.of(batch(BatchTerms.NONE, null, 5, 6)), 2, 0);
    assertKept(stored.of(batch(BatchTerms.NONE, new int[] {0, 1}, 5, 6)), 2, 0);
    assertKept(stored.of(batch(CORRECTIONS, null, 5, 6)), 1, 1, "0:5");
    assertKept(stored.of(batch(CORRECTIONS, new int[] {0, 1}, 5, 6)), 1, 1, "0:5");
  }

  @Test
  void onlyWhatIsStoredIsAnnulledOnceWithItsPrices() {
    store(5, 6);
    store(2, 7, true);
    assertKept(stored.of(batch(ANNULS, new int[] {1, 2}, 0, 0)), 1, 0, "1:6");
    for (TickBatch missing :
        List.of(
            batch(ANNULS, new int[] {3}, 0),
            batch(ANNULS, new long[] {T - 1}, new int[] {0}, 0))) {
      assertThatThrownBy(() -> stored.of(missing))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem()).isInstanceOf(Problem.NotFound.class));
    }
  }

  @Test
  void whatABatchBeforeStoresIsKnown() {
    TickBatch first = batch(BatchTerms.NONE, null, 5, 6);
    stored.add(first);
    assertKept(stored.of(batch(BatchTerms.NONE, null, 6, 7)), 1, 0, "2:7");
  }

  @Test
  void withoutAFreeSequenceTheyAreAskedFor() {
    store(Integer.MAX_VALUE, 5, false);
    Refused.field("sequences", () -> stored.of(batch(BatchTerms.NONE, null, 6)));
  }

  @Test
  void whatIsStoredAtTheInstantsOfABatchIsBounded() {
    Refused.field(
        "event_times",
        () -> IntStream.rangeClosed(0, StoredTicks.MOST).forEach(i -> store(i, 1, false)));
  }

  /** All of one instant, and times whose hashes are the same: sorted trees, not long lines. */
  @Test
  void theWorkDoesNotGrowWithTheSquareOfTheRows() {
    int rows = TickBatch.MAX_ROWS;
    long[] prices = IntStream.range(0, rows).asLongStream().toArray();
    long early = T - Duration.ofDays(20).toNanos();
    long[] colliding =
        IntStream.range(0, rows).mapToLong(i -> early ^ ((long) i << 32 | i)).toArray();
    Assertions.assertTimeout(
        Duration.ofSeconds(30),
        () -> {
          stored.add(batch(BatchTerms.NONE, null, prices));
          assertThat(stored.of(batch(BatchTerms.NONE, null, prices)).duplicate()).isEqualTo(rows);
          StoredTicks others = new StoredTicks();
          var instants = new LinkedHashMap<Symbol, long[]>();
          instants.put(EURUSD, colliding);
          others.expect(instants);
          TickBatch batch = batch(BatchTerms.NONE, colliding, null, prices);
          others.add(batch);
          assertThat(others.of(batch).duplicate()).isEqualTo(rows);
        });
  }
}
