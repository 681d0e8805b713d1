package dev.quintet.adapters.out.clickhouse.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseReads;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseUser;
import dev.quintet.adapters.out.clickhouse.kernel.TestClickHouse;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.tenancy.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * A rollup says from how many rows it was made. That number and the bars come from two reads of the
 * ticks in one statement: were they of different instants, a rollup could lack a tick that it says
 * it has, and would stay wrong for ever.
 */
final class RollupSnapshotTest {

  private static final TestClickHouse CLICK_HOUSE = TestClickHouse.shared();
  private static final TestStores STORES = TestStores.shared();
  private static final Instant NOON = Instant.parse("2025-03-05T12:00:00Z");
  private static final Instant RECEIVED = Instant.parse("2025-06-01T00:00:00Z");
  private static final long HOUR = NOON.getEpochSecond() / 3_600;
  private static final int BUILDS = 20;

  /** Every other one, so that the server plans long between the first read and the second. */
  private static final List<Long> HOURS =
      LongStream.range(0, 400).map(i -> HOUR + 2 * i).boxed().toList();

  @Test
  void aRollupHasExactlyTheTicksThatItSaysItWasMadeFrom() throws Exception {
    Feed feed = Feed.of(Fresh.tenant(), "X", "a");
    Set<String> rollups = new HashSet<>();
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Integer> written =
        CompletableFuture.supplyAsync(() -> writeUntil(done, feed));
    try {
      for (int build = 0; build < BUILDS; build++) {
        STORES.builder.build(feed.tenant(), new Symbol("X"), HOURS);
        rollups.addAll(rollups(feed.tenant()));
      }
    } finally {
      done.set(true);
    }
    assertThat(written.get()).as("ticks that arrived meanwhile").isGreaterThan(BUILDS);

    assertThat(rollups).hasSizeGreaterThan(BUILDS / 2);
    assertThat(rollups).allSatisfy(said -> assertThat(said).matches("(\\d+)\t\\1"));
  }

  /** One tick after the other, all of the same minute. */
  private static int writeUntil(AtomicBoolean done, Feed feed) {
    int sequence = 0;
    while (!done.get()) {
      CLICK_HOUSE.writes.insert(
          MarketDataTables.TICKS,
          new TickBlock(1)
              .encode(
                  List.of(
                      Feed.batch(
                          feed.tenant(), feed.trade(NOON, sequence++, "1", "1", RECEIVED)))),
          "a tick",
          Fresh.deadline());
    }
    return sequence;
  }

  /** Of each rollup of that minute which no merge has replaced yet: rows it says, ticks it has. */
  private static List<String> rollups(TenantId tenant) throws Exception {
    QuerySettings settings = new QuerySettings();
    settings.httpHeader(ClickHouseReads.TENANT_HEADER, tenant.value());
    QueryResponse response =
        CLICK_HOUSE
            .clients
            .as(ClickHouseUser.ROLLUP)
            .query("SELECT chunk_rows, trades FROM quintet.bars_1m FORMAT TSV", settings)
            .get();
    byte[] answer = response.getInputStream().readAllBytes();
    response.close();
    return new String(answer, StandardCharsets.UTF_8).lines().toList();
  }
}
