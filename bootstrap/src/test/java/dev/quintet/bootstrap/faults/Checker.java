package dev.quintet.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.bootstrap.faults.Producer.Quote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/** Compares what is in the stores with what was acknowledged, without the product's own reading. */
final class Checker {

  private final Stores stores;
  private final String tenant;

  Checker(Stores stores, String tenant) {
    this.stores = stores;
    this.tenant = tenant;
  }

  /** What holds at any time: nothing acknowledged is missing, and what is recorded is billed. */
  void nothingAcknowledgedIsMissing(List<Producer> producers) {
    for (Producer producer : producers) {
      List<Quotes> acknowledged = producer.acknowledged();
      Set<Long> stored = stored(producer.symbol).keySet();
      Set<String> recorded = recorded();
      List<String> lost = new ArrayList<>();
      for (Quotes batch : acknowledged) {
        if (!recorded.contains(batch.id() + "\t" + batch.rows())) {
          lost.add(batch.id() + " is not recorded");
        }
        for (long time : batch.times()) {
          if (!stored.contains(time)) {
            lost.add(batch.id() + " lacks the tick of " + time);
          }
        }
      }
      assertThat(lost).as("acknowledged and lost").isEmpty();
    }
    recordedIsBilled();
  }

  private void recordedIsBilled() {
    String[] sums = stores.postgres(
        """
        SELECT (SELECT coalesce(sum(usage_count), 0) FROM quintet.writes
                WHERE tenant_id = '%1$s'),
               (SELECT coalesce(sum(count), 0) FROM quintet.usage_events
                WHERE tenant_id = '%1$s' AND type = 'ticks_processed')""".formatted(tenant))
        .getFirst().split("\t", -1);
    assertThat(sums[1]).as("billed ticks beside recorded ones").isEqualTo(sums[0]);
  }

  /** Of batches that nobody was told of: there with all of their ticks, or with none. */
  void nothingIsHalfThere(List<Producer> producers) {
    for (Producer producer : producers) {
      Set<Long> stored = stored(producer.symbol).keySet();
      for (Quotes batch : producer.abandoned()) {
        long fresh = 0;
        long there = 0;
        for (long time : batch.times()) {
          if (!producer.expected().containsKey(time)) {
            fresh++;
            there += stored.contains(time) ? 1 : 0;
          }
        }
        assertThat(there).as(batch.id()).isIn(0L, fresh);
      }
    }
  }

  /** What holds when every batch was acknowledged in the end. */
  void everythingIsThereOnce(List<Producer> producers) {
    long accepted = 0;
    Set<String> batches = new HashSet<>();
    for (Producer producer : producers) {
      assertThat(stored(producer.symbol)).as(producer.symbol).isEqualTo(producer.expected());
      for (Quotes batch : producer.acknowledged()) {
        accepted += batch.rows();
        batches.add(batch.id() + "\t" + batch.rows());
      }
    }
    assertThat(recorded()).isEqualTo(batches);
    assertThat(stores.billedTicks(tenant)).as("billed, each tick once").isEqualTo(accepted);
  }

  /**
   * What holds soon after all stores can be asked again: whatever was stored is recorded, and billed as
   * often as it is recorded.
   */
  void nothingIsLeftOver() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(
                        stores.postgres(
                            "SELECT operation, begun_at FROM quintet.unfinished_writes"
                                + " WHERE tenant_id = '%s'".formatted(tenant)))
                    .as("unfinished calls")
                    .isEmpty());
    assertThat(
            stores.postgres(
                """
                SELECT trunc(extract(epoch FROM at) * 1000000)::bigint FROM quintet.writes
                WHERE tenant_id = '%s'"""
                    .formatted(tenant)))
        .as("recorded, of what is stored")
        .containsAll(
            stores.clickHouse(
                """
                SELECT DISTINCT toUnixTimestamp64Micro(received_time) FROM quintet.ticks
                WHERE tenant_id = '%s'"""
                    .formatted(tenant)));
    recordedIsBilled();
  }

  private Set<String> recorded() {
    return new HashSet<>(
        stores.postgres(
            "SELECT id, split_part(outcome, ' ', 2) FROM quintet.writes WHERE tenant_id = '%s'"
                .formatted(tenant)));
  }

  /** The latest version of each tick, by event time. */
  private Map<Long, Quote> stored(String symbol) {
    Map<Long, Quote> quotes = new TreeMap<>();
    for (String line :
        stores.clickHouse(
            """
            SELECT toUnixTimestamp64Nano(event_time),
                   toInt64(argMax(bid, received_time) * 100000),
                   toInt64(argMax(ask, received_time) * 100000)
            FROM quintet.ticks
            WHERE tenant_id = '%s' AND symbol = '%s' AND source = '%s' AND sequence = 0
            GROUP BY event_time"""
                .formatted(tenant, symbol, Quotes.SOURCE))) {
      String[] cells = line.split("\t", -1);
      quotes.put(
          Long.valueOf(cells[0]), new Quote(Long.parseLong(cells[1]), Long.parseLong(cells[2])));
    }
    return quotes;
  }
}
