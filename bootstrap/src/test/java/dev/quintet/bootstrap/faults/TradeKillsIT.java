package dev.quintet.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.client.Fill;
import dev.quintet.client.Performance;
import dev.quintet.client.Position;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.Receipt;
import dev.quintet.client.TradeReport;
import dev.quintet.client.Trades;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service and its databases die by kill -9 while accounts trade: each fill that was acknowledged counts
 * once, in the record, in the money of its account and in the history.
 */
final class TradeKillsIT {

  private static final int KILLS = Seed.LONG ? 20 : 3;
  private static final int ACCOUNTS = 4;
  private static final int FILLS = Seed.LONG ? 600 : 150;

  /** Accounts of which more than a page of fills is built anew. */
  private static final int REBUILT = 8;

  private static final int MOST_AT_ONCE = 12;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
  private static final String EUR = "EUR";
  private static final BigDecimal COMMISSION = new BigDecimal("0.35");
  private static final List<String> SYMBOLS = List.of("EURUSD", "XAUUSD");

  @TempDir private Path place = Path.of("");

  private final Random random = Seed.random(TradeKillsIT.class, 20_261_130);
  private final AtomicInteger answered = new AtomicInteger();
  private LaunchedService service = new LaunchedService(place);

  @AfterEach
  void endWhatIsLeft() {
    service.down();
  }

  private static List<Fill> fills(String account, Random chances) {
    List<Fill> fills = new ArrayList<>();
    for (int i = 0; i < FILLS; i++) {
      fills.add(
          new Fill(
              "f" + i,
              account,
              SYMBOLS.get(chances.nextInt(SYMBOLS.size())),
              chances.nextBoolean() ? "buy" : "sell",
              BigDecimal.valueOf(1 + chances.nextInt(9)),
              BigDecimal.valueOf(10_000 + chances.nextInt(500), 2),
              new Fill.Costs(COMMISSION, BigDecimal.ZERO, BigDecimal.ZERO, EUR),
              START.plusSeconds(i),
              Fill.Origin.NONE));
    }
    return fills;
  }

  /** Sends again whatever was not answered, and now and then what was. */
  private void trade(String key, List<Fill> fills, Random chances) {
    for (int from = 0; from < fills.size(); ) {
      int to = Math.min(fills.size(), from + 1 + chances.nextInt(MOST_AT_ONCE));
      List<Fill> some = fills.subList(Math.max(0, from - chances.nextInt(3)), to);
      insist(
          key,
          client -> {
            TradeReport report = client.trades().record(some);
            assertThat(report.refused()).isEmpty();
            assertThat(report.recorded() + report.repeated()).isEqualTo(some.size());
          });
      answered.incrementAndGet();
      from = to;
    }
  }

  private interface Call {
    void by(QuintetClient client);
  }

  /** Until it is answered by anything that is not to be sent again. */
  private void insist(String key, Call call) {
    boolean unused =
        InsistentCaller.insist(
            service,
            key,
            PATIENCE,
            client -> {
              call.by(client);
              return true;
            });
  }

  private void kill() {
    switch (random.nextInt(4)) {
      case 0 -> Engine.POSTGRESQL.kill(service.data());
      case 1 -> Engine.CLICKHOUSE.kill(service.data());
      case 2 -> Engine.REDIS.kill(service.data());
      default -> new InsistentCaller(service).kill(false);
    }
  }

  /** A tenant with accounts, and its key. */
  private String open(String tenant, int accounts) {
    String key = service.newTenant(tenant);
    try (QuintetClient client = service.client(key)) {
      client
          .users()
          .create(
              "ann",
              new dev.quintet.client.User.Profile(
                  "ann@example.com", "ann", "enterprise", java.util.Map.of()),
              null);
      for (int i = 0; i < accounts; i++) {
        client.users().openAccount("a" + i, "ann", "mt5", "Acme", "a" + i, "live", EUR);
      }
    }
    return key;
  }

  @Test
  void aRebuildThatIsKilledGoesOnBesideWritesAndShowsWhatIsRecorded() throws Exception {
    service = new LaunchedService(place.resolve("rebuilt"));
    service.up();
    String key = open("desk", REBUILT);
    String other = open("other", 1);
    trade(other, fills("a0", random), random);
    List<List<Fill>> sent = new ArrayList<>();
    for (int i = 0; i < REBUILT; i++) {
      sent.add(fills("a" + i, random));
    }
    sent.subList(1, REBUILT).forEach(fills -> trade(key, fills, random));
    insist(key, client -> assertDelivered(client, sent.getLast()));
    Stores stores = new Stores(service.data());
    List<String> unused =
        stores.clickHouse(
            "INSERT INTO quintet.fills SELECT * REPLACE ('ghost' AS trade_id)"
                + " FROM quintet.fills FINAL WHERE tenant_id = 'desk' LIMIT 1");
    String path = "/api/v1/admin/tenants/desk/rebuilds";
    InsistentCaller caller = new InsistentCaller(service);
    String[] operator =
        InsistentCaller.bearer(service.data().credential("operator").orElseThrow());
    assertThat(caller.insist(path + "/trades", "{}", operator).statusCode()).isEqualTo(200);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> trader = threads.submit(() -> trade(key, sent.getFirst(), random));
      caller.kill(false);
      trader.get();
    }
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> caller.insist(path, "", operator).body().contains("\"state\":\"done\""));
    insist(key, client -> assertDelivered(client, sent.getFirst()));
    assertThat(
            stores.clickHouse(
                "SELECT concat(account_id, '/', trade_id), generation FROM quintet.fills FINAL"
                    + " WHERE tenant_id = 'desk'"))
        .containsExactlyInAnyOrderElementsOf(
            sent.stream()
                .flatMap(List::stream)
                .map(fill -> fill.account() + "/" + fill.id() + "\t1")
                .toList());
    assertThat(
            stores.clickHouse(
                "SELECT count(), max(generation) FROM quintet.fills FINAL"
                    + " WHERE tenant_id = 'other'"))
        .as("another tenant")
        .containsExactly(FILLS + "\t0");
  }

  @Test
  void afterKillsAtRandomPointsEachFillCountsOnceInEveryStore() throws Exception {
    service = new LaunchedService(place.resolve("data"));
    service.up();
    String key = open("desk", ACCOUNTS);
    List<List<Fill>> sent = new ArrayList<>();
    List<Future<?>> traders = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < ACCOUNTS; i++) {
        Random chances = new Random(random.nextLong());
        List<Fill> fills = fills("a" + i, chances);
        sent.add(fills);
        traders.add(threads.submit(() -> trade(key, fills, chances)));
      }
      for (int i = 0; i < KILLS; i++) {
        int until = answered.get() + 3 + random.nextInt(15);
        Awaitility.await()
            .atMost(PATIENCE)
            .until(
                () -> answered.get() >= until || traders.stream().allMatch(Future::isDone));
        kill();
      }
      for (Future<?> trader : traders) {
        trader.get();
      }
    }
    insist(key, client -> sent.forEach(fills -> assertRecorded(client, fills)));
    insist(key, client -> sent.forEach(fills -> assertDelivered(client, fills)));
    insist(key, TradeKillsIT::assertIndexed);
    insist(key, client -> sent.forEach(fills -> assertSummed(client, fills)));
    Stores stores = new Stores(service.data());
    for (int i = 0; i < ACCOUNTS; i++) {
      assertThat(
              stores.clickHouse(
                  "SELECT trade_id, toString(quantity), toString(price) FROM quintet.fills FINAL"
                      + " WHERE tenant_id = 'desk' AND account_id = 'a%d'".formatted(i)))
          .hasSize(FILLS)
          .containsExactlyInAnyOrderElementsOf(
              sent.get(i).stream()
                  .map(
                      fill ->
                          "%s\t%s\t%s"
                              .formatted(
                                  fill.id(),
                                  fill.quantity().toPlainString(),
                                  fill.price().stripTrailingZeros().toPlainString()))
                  .toList());
    }
  }

  /** As a book that is kept beside it says. */
  private static void assertRecorded(QuintetClient client, List<Fill> fills) {
    String account = fills.getFirst().account();
    Trades.Filter filter = Trades.Filter.of(account);
    List<String> ids = new ArrayList<>();
    client.trades().fills(filter).forEach(it -> ids.add(it.fill().id()));
    assertThat(ids).containsExactlyElementsOf(fills.stream().map(Fill::id).toList());
    BigDecimal profit = BigDecimal.ZERO;
    for (Position position : client.trades().positions(filter, false)) {
      Book book = new Book();
      fills.stream().filter(fill -> fill.symbol().equals(position.symbol())).forEach(book::take);
      assertThat(position.quantity()).isEqualByComparingTo(BigDecimal.valueOf(book.units()));
      assertThat(position.realisedProfit()).isEqualByComparingTo(book.profit);
      profit = profit.add(book.profit);
    }
    assertThat(client.users().account(account).balance())
        .isEqualByComparingTo(
            profit.subtract(COMMISSION.multiply(BigDecimal.valueOf(fills.size()))));
  }

  private static void assertDelivered(QuintetClient client, List<Fill> fills) {
    for (Fill fill : fills) {
      Receipt receipt =
          client
              .trades()
              .await("fill:" + fill.id() + "@" + fill.account(), List.of(), Duration.ofSeconds(60));
      assertThat(receipt.legs()).hasSizeGreaterThan(1).allMatch(leg -> leg.state().equals("committed"));
    }
  }

  /** The sums of ClickHouse are those of the book. */
  private static void assertSummed(QuintetClient client, List<Fill> fills) {
    Trades.Filter filter = Trades.Filter.of(fills.getFirst().account());
    for (Performance sum : client.trades().performance(filter, "symbol")) {
      Book book = new Book();
      fills.stream().filter(fill -> fill.symbol().equals(sum.key())).forEach(book::take);
      assertThat(sum.grossProfit()).isEqualByComparingTo(book.profit);
      assertThat(sum.trades()).isEqualTo(book.trades);
      assertThat(sum.closedQuantity()).isEqualByComparingTo(BigDecimal.valueOf(book.closed));
    }
  }

  /** Whichever store answers: the current positions are those of the record. */
  private static void assertIndexed(QuintetClient client) {
    for (Position position : client.trades().positions(Trades.Filter.of(null), false)) {
      for (int i = 0; i < 2; i++) {
        assertThat(
                client.trades().position(position.account(), position.symbol(), "").position())
            .isEqualTo(position);
      }
    }
  }

  /** Unit by unit, the oldest first. */
  private static final class Book {
    private final Deque<BigDecimal> open = new ArrayDeque<>();
    private boolean isLong;
    private BigDecimal profit = BigDecimal.ZERO;
    private long closed;
    private long trades;

    private void take(Fill fill) {
      boolean buys = fill.side().equals("buy");
      trades += open.isEmpty() || isLong == buys ? 0 : 1;
      for (int unit = fill.quantity().intValueExact(); unit > 0; unit--) {
        if (open.isEmpty() || isLong == buys) {
          isLong = buys;
          open.add(fill.price());
        } else {
          BigDecimal gained = fill.price().subtract(open.remove());
          profit = profit.add(isLong ? gained : gained.negate());
          closed++;
        }
      }
    }

    private long units() {
      return isLong ? open.size() : -open.size();
    }
  }
}
