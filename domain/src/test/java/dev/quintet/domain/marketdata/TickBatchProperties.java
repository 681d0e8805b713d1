package dev.quintet.domain.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Random batches with few symbols and instants, so that identities meet. */
final class TickBatchProperties {

  private static final BatchTerms EARLY = new BatchTerms(false, true, false);

  private static final Instant NOW = Instant.parse("2024-05-08T12:00:00Z");
  private static final Symbol[] SYMBOLS = {new Symbol("A"), new Symbol("B"), new Symbol("C")};

  private static TickColumns offered(Random random, int rows, boolean sequences) {
    int[] indexes = new int[rows];
    long[] times = new long[rows];
    int[] given = new int[rows];
    long[] prices = new long[rows];
    for (int row = 0; row < rows; row++) {
      indexes[row] = random.nextInt(-1, 4);
      times[row] = random.nextInt(-1, 4);
      given[row] = random.nextInt(-1, 4);
      prices[row] = random.nextInt(9) == 0 ? Long.MAX_VALUE : random.nextInt(100);
    }
    return new TickColumns(
        TickKind.TRADE, SYMBOLS, indexes, times, sequences ? given : null, 5, prices, null, 0, null);
  }

  private static TickBatch admit(TickColumns columns) {
    return TickBatch.admit(new BatchId("b"), new Source("s"), null, EARLY, columns, NOW);
  }

  @Property
  void everyRowIsKeptOrRefusedAndEveryIdentityIsThereOnce(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 80) int rows, @ForAll boolean sequences) {
    TickBatch batch = admit(offered(new Random(seed), rows, sequences));
    assertThat(batch.rows() + batch.rejectedCount()).isEqualTo(rows);
    assertThat(batch.rejected())
        .isSortedAccordingTo((one, other) -> Integer.compare(one.index(), other.index()));
    Set<String> identities = new HashSet<>();
    for (int row = 0; row < batch.rows(); row++) {
      String identity =
          batch.symbol(row) + " " + batch.columns().eventTimes()[row] + " " + batch.sequences()[row];
      assertThat(identities.add(identity)).as(identity).isTrue();
    }
  }

  @Property
  void withoutSequencesTheyCountFromZeroInTheOrderOfTheBatch(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 80) int rows) {
    TickBatch batch = admit(offered(new Random(seed), rows, false));
    Map<String, Integer> next = new HashMap<>();
    for (int row = 0; row < batch.rows(); row++) {
      String instant = batch.symbol(row) + " " + batch.columns().eventTimes()[row];
      assertThat(batch.sequences()[row]).isEqualTo(next.getOrDefault(instant, 0));
      next.merge(instant, 1, Integer::sum);
    }
  }

  @Property
  void theHashIsThatOfTheContentAndOfNothingElse(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int rows, @ForAll boolean sequences) {
    String hash = admit(offered(new Random(seed), rows, sequences)).contentHash();
    assertThat(hash).matches("[0-9a-f]{64}");
    TickColumns same = offered(new Random(seed), rows, sequences);
    assertThat(
            TickBatch.admit(new BatchId("other"), new Source("s"), null, EARLY, same, NOW.plusSeconds(9))
                .contentHash())
        .isEqualTo(hash);
    TickColumns changed = offered(new Random(seed), rows, sequences);
    changed.first()[new Random(seed).nextInt(rows)] ^= 1;
    assertThat(admit(changed).contentHash()).isNotEqualTo(hash);
    TickColumns otherwise = offered(new Random(seed), rows, !sequences);
    assertThat(admit(otherwise).contentHash()).isNotEqualTo(hash);
    assertThat(
            TickBatch.admit(
                    new BatchId("b"),
                    new Source("t"),
                    null,
                    EARLY,
                    offered(new Random(seed), rows, sequences),
                    NOW)
                .contentHash())
        .isNotEqualTo(hash);
  }
}
