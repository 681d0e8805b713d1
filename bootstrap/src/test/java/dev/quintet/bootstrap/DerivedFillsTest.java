package dev.quintet.bootstrap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quintet.adapters.out.contract.Together;
import dev.quintet.application.operations.Rebuilding;
import dev.quintet.application.operations.Reconciliation;
import dev.quintet.application.trades.TradeReading;
import dev.quintet.application.trades.TradeRecording;
import dev.quintet.application.users.TradingAccounts;
import dev.quintet.application.users.UserAdministration;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.Receipt;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.operations.Comparison;
import dev.quintet.domain.operations.ComparisonStore;
import dev.quintet.domain.operations.Rebuild;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.Costs;
import dev.quintet.domain.trades.DayCheck;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.FillIndex;
import dev.quintet.domain.trades.Performance;
import dev.quintet.domain.trades.PositionStore;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.Side;
import dev.quintet.domain.trades.TradeEvent;
import dev.quintet.domain.trades.TradeFilter;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.users.TradingAccount;
import dev.quintet.domain.users.UserName;
import dev.quintet.domain.users.UserProfile;
import dev.quintet.engines.StartProgress;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.micronaut.context.BeanContext;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fills that two services record on the same databases are in ClickHouse as they are in PostgreSQL. */
final class DerivedFillsTest {

  private static final TenantId TENANT = new TenantId("derived");
  private static final Instant AT = Instant.parse("2026-02-03T23:59:00Z");
  private static final LocalDate DAY = LocalDate.parse("2026-02-03");
  private static final int ACCOUNTS = 4;
  private static final int FILLS_OF_EACH = 50;
  private static final Principal SERVICE = service(TENANT);

  private final RunningService one = RunningService.get();

  private static Principal service(TenantId tenant) {
    return new Principal(
        "test", Role.SERVICE, new TenantScope.One(tenant), new ServiceName("desk"), null);
  }

  private static Deadline deadline() {
    return Deadline.after(Duration.ofSeconds(60));
  }

  private static AccountId account(int number) {
    return new AccountId("a-" + number);
  }

  private static void open(BeanContext beans, Principal service, int number) {
    UserId user = new UserId("u-" + number);
    UserProfile profile =
        new UserProfile(
            new UserName.Email(user + "@example.com"),
            new UserName.Login(user.value()),
            Tier.PRO,
            Map.of());
    var unused =
        beans
            .getBean(UserAdministration.class)
            .create(service, user, profile, null, deadline());
    var alsoUnused =
        beans
            .getBean(TradingAccounts.class)
            .open(
                service,
                account(number),
                user,
                new TradingAccount.Terms(
                    "mt5",
                    "Acme",
                    "n-" + number,
                    TradingAccount.Kind.DEMO,
                    Money.currency("EUR")),
                deadline());
  }

  /** Those of an account are on two days. */
  private static Fill fill(int account, int number) {
    return new Fill(
        new TradeId("t-" + number),
        account(account),
        new Symbol("DAX"),
        number % 3 == 0 ? Side.BUY : Side.SELL,
        new BigDecimal("0.1"),
        new BigDecimal("17000.25").add(BigDecimal.valueOf(number)),
        new Costs(
            Money.parse("commission", "0.0" + number % 4, "EUR"),
            Money.parse("swap", "-0.001", "EUR"),
            Money.zero(Money.currency("EUR"))),
        AT.plusSeconds(number % 7 == 6 ? 2L * number - 9 : 2L * number),
        new Fill.Origin(
            "",
            number % 2 == 0 ? "trend" : "grid",
            number % 5 == 0 ? List.of() : List.of("a", "b" + number % 2),
            "",
            "",
            "",
            number % 4 == 0 ? null : new BigDecimal("0." + number)));
  }

  @Test
  void bothStoresAgreeWhicheverServiceRecordedAndDelivered(@TempDir Path place) throws Exception {
    String key = one.newTenant(TENANT.value());
    try (Service second =
            Service.start(
                new DataDirectory(place.resolve("two")),
                new ServiceSettings(Wiring.SERVERS, 0, 0, one.stores()),
                StartProgress.SILENT);
        QuintetClient client = RunningService.client(one.grpcPort(), key)) {
      IntStream.range(0, ACCOUNTS).forEach(i -> open(second.beans(), SERVICE, i));
      List<Boolean> recorded =
          Together.call(
              ACCOUNTS, account -> () -> recordTwice(second, account));
      assertThat(recorded).containsOnly(true);
      for (int account = 0; account < ACCOUNTS; account++) {
        for (int number = 0; number < FILLS_OF_EACH; number++) {
          Receipt receipt =
              client
                  .trades()
                  .await(
                      "fill:t-" + number + "@a-" + account,
                      List.of("clickhouse", "dragonflydb"),
                      Duration.ofSeconds(30));
          assertThat(receipt.legs()).extracting(Receipt.Leg::state).containsOnly("committed");
        }
      }
      correctAndAnnul(second, client);
      List<RecordedFill> record =
          second
              .beans()
              .getBean(TradeReading.class)
              .fills(SERVICE, TradeFilter.ALL, null, 1_000, deadline())
              .items();
      assertThat(record).hasSize(ACCOUNTS * FILLS_OF_EACH - 1).contains(record(record, "t-0"));
      assertThat(record(record, "t-0").fill().at()).isAfter(AT.plusSeconds(500));
      assertThat(
              second
                  .beans()
                  .getBean(FillIndex.class)
                  .check(TENANT, DAY, DAY.plusDays(2), deadline()))
          .isEqualTo(DayCheck.byDay(record))
          .containsOnlyKeys(DAY, DAY.plusDays(1));
      TradeReading reading = second.beans().getBean(TradeReading.class);
      PositionStore ofRecord = second.beans().getBean(PositionStore.class);
      for (Performance.Grouping by : Performance.Grouping.values()) {
        List<Performance> derived = 
            reading.performance(SERVICE, TradeFilter.ALL, by, null, deadline()).rows();
        assertThat(derived)
            .as("by %s", by)
            .isNotEmpty()
            .isEqualTo(ofRecord.performance(TENANT, TradeFilter.ALL, by, deadline()));
      }
    }
  }

  /** Of the first account: one is of the other day, another never was. */
  private static void correctAndAnnul(Service service, QuintetClient client) throws Exception {
    Fill meant = fill(0, 300);
    Fill moved =
        new Fill(
            new TradeId("t-0"),
            meant.account(),
            meant.symbol(),
            meant.side(),
            meant.quantity(),
            meant.price(),
            meant.costs(),
            meant.at(),
            meant.origin(),
            new Fill.Conversion(BigDecimal.ONE, new BigDecimal("0.123456789012")));
    List<TradeEvent> events =
        List.of(
            new TradeEvent.Correction(new TradeId("c"), moved, AT),
            new TradeEvent.Bust(new TradeId("b"), account(0), new TradeId("t-1"), AT));
    assertThat(
            service.beans().getBean(TradeRecording.class).recordEvents(SERVICE, events, deadline()))
        .allMatch(outcome -> outcome.refused() == null);
    for (String event : List.of("c", "b")) {
      Receipt receipt =
          client
              .trades()
              .await("event:" + event + "@a-0", List.of("clickhouse"), Duration.ofSeconds(30));
      assertThat(receipt.legs()).extracting(Receipt.Leg::state).containsOnly("committed");
    }
  }

  private static RecordedFill record(List<RecordedFill> fills, String id) {
    return fills.stream()
        .filter(it -> it.fill().account().equals(account(0)) && it.fill().id().value().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** Sent again as a caller does that has lost the answer. */
  private static boolean recordTwice(Service service, int account) {
    List<Fill> fills =
        IntStream.range(0, FILLS_OF_EACH).mapToObj(number -> fill(account, number)).toList();
    TradeRecording recording = service.beans().getBean(TradeRecording.class);
    return IntStream.range(0, 2)
        .mapToObj(time -> recording.record(SERVICE, fills, deadline()))
        .flatMap(List::stream)
        .allMatch(outcome -> outcome.refused() == null);
  }

  /** As the administrator of the server, past the service. */
  private void tamper(String sql) throws Exception {
    Map<String, Object> stores = one.stores();
    String from =
        "INSERT INTO quintet.fills SELECT * REPLACE (%s) FROM (SELECT * FROM quintet.fills FINAL"
            + " WHERE tenant_id = 'mended' AND trade_id = '%s')";
    String[] parts = sql.split(" -> ");
    String text = parts.length == 1 ? sql : from.formatted(parts[1], parts[0]);
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(String.valueOf(stores.get("quintet.clickhouse.url"))))
                    .header("X-ClickHouse-User", "quintet_admin")
                    .header(
                        "X-ClickHouse-Key",
                        String.valueOf(stores.get("quintet.clickhouse.admin-password")))
                    .POST(HttpRequest.BodyPublishers.ofString(text))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void whatIsChangedBehindTheServicesBackIsFoundAndPutRight() throws Exception {
    TenantId tenant = new TenantId("mended");
    Principal service = service(tenant);
    String key = one.newTenant(tenant.value());
    open(one.beans(), service, 0);
    List<Fill> fills =
        IntStream.range(0, FILLS_OF_EACH).mapToObj(number -> fill(0, number)).toList();
    assertThat(
            one.beans().getBean(TradeRecording.class).record(service, fills, deadline()))
        .hasSize(FILLS_OF_EACH);
    try (QuintetClient client = RunningService.client(one.grpcPort(), key)) {
      for (Fill fill : fills) {
        Receipt unused =
            client
                .trades()
                .await("fill:" + fill.id() + "@a-0", List.of(), Duration.ofSeconds(30));
      }
    }
    assertThat(compared(tenant, "fills").last()).isEqualTo(new Comparison.Days(2, 2));
    tamper("DELETE FROM quintet.fills WHERE tenant_id = 'mended' AND trade_id = 't-3'");
    tamper("t-7 -> quantity * 2 AS quantity, sequence + 1000000 AS sequence");
    tamper("t-9 -> 'xx' AS user_id");
    tamper("t-40 -> executed_at + INTERVAL 40 DAY AS executed_at, sequence + 1 AS sequence");
    tamper("t-11 -> 'ghost ''\\0' AS trade_id");
    Map<LocalDate, DayCheck> before = derived(tenant);
    assertThat(before.values().stream().map(DayCheck::fills)).containsExactly(31L, 18L, 1L);
    assertThat(compared(tenant, "fills").last()).as("found").isEqualTo(new Comparison.Days(3, 0));
    Comparison after = compared(tenant, "fills");
    assertThat(after.last()).as("and put right").isEqualTo(new Comparison.Days(2, 2));
    assertThat(after.mended()).isEqualTo(8);
    List<RecordedFill> record =
        one.beans()
            .getBean(TradeReading.class)
            .fills(service, TradeFilter.ALL, null, 1_000, deadline())
            .items();
    assertThat(derived(tenant)).isEqualTo(DayCheck.byDay(record));
  }

  private Map<LocalDate, DayCheck> derived(TenantId tenant) {
    return one.beans()
        .getBean(FillIndex.class)
        .check(tenant, LocalDate.EPOCH, DAY.plusYears(1), deadline());
  }

  private Comparison compared(TenantId tenant, String projection) {
    one.beans().getBean(Reconciliation.class).compare(tenant, deadline());
    return one.beans()
        .getBean(ComparisonStore.class)
        .list(Set.of(tenant), deadline())
        .stream()
        .filter(it -> it.projection().equals(projection))
        .findFirst()
        .orElseThrow();
  }

  private byte[] positionKey(String tenant, String symbol) {
    return "quintet:position:%d:%s:3:a-0:3:%s:0:"
        .formatted(tenant.length(), tenant, symbol)
        .getBytes(UTF_8);
  }

  private static byte[] replaced(byte[] entry, String text, String by) {
    String as = new String(entry, ISO_8859_1);
    assertThat(as).contains(text);
    return as.replace(text, by).getBytes(ISO_8859_1);
  }

  @Test
  void positionsThatAreChangedBehindTheServicesBackAreFoundAndPutRightAndBuiltAnew()
      throws Exception {
    TenantId tenant = new TenantId("positioned");
    Principal service = service(tenant);
    String key = one.newTenant(tenant.value());
    open(one.beans(), service, 0);
    Map<String, Object> stores = one.stores();
    RedisClient raw =
        RedisClient.create(
            RedisURI.builder()
                .withHost(String.valueOf(stores.get("quintet.dragonfly.host")))
                .withPort(Integer.parseInt(String.valueOf(stores.get("quintet.dragonfly.port"))))
                .withPassword(
                    String.valueOf(stores.get("quintet.dragonfly.password")).toCharArray())
                .build());
    try (QuintetClient client = RunningService.client(one.grpcPort(), key)) {
      RedisCommands<byte[], byte[]> redis = raw.connect(ByteArrayCodec.INSTANCE).sync();
      assertThat(one.beans().getBean(TradeRecording.class).record(service, List.of(fill(0, 0)), deadline()))
          .allMatch(it -> it.refused() == null);
      Receipt unused =
          client.trades().await("fill:t-0@a-0", List.of("dragonflydb"), Duration.ofSeconds(30));
      assertThat(compared(tenant, "positions").last()).isEqualTo(new Comparison.Days(1, 1));
      byte[] dax = positionKey("positioned", "DAX");
      byte[] entry = redis.get(dax);
      for (byte[] altered :
          List.of(replaced(entry, "0.10000000", "0.90000000"), new byte[] {1, 2}, new byte[0])) {
        redis.set(dax, altered);
        redis.set(positionKey("positioned", "DAY"), replaced(entry, "DAX", "DAY"));
        assertThat(compared(tenant, "positions").last())
            .as("found")
            .isEqualTo(new Comparison.Days(1, 0));
        assertThat(redis.get(dax)).as("and put right").isEqualTo(entry);
        assertThat(redis.get(positionKey("positioned", "DAY"))).isNull();
        assertThat(compared(tenant, "positions").last()).isEqualTo(new Comparison.Days(1, 1));
      }
      assertThat(compared(tenant, "positions").mended()).isEqualTo(9);
      redis.del(dax);
      assertThat(compared(tenant, "positions").last())
          .as("what is not there is asked of the record")
          .isEqualTo(Comparison.Days.NONE);
      assertThat(client.trades().position("a-0", "DAX", "").position().quantity())
          .isEqualByComparingTo("0.1");
      redis.set(dax, replaced(entry, "0.10000000", "0.90000000"));
      rebuilt(tenant);
      assertThat(redis.get(dax)).isEqualTo(entry);
    } finally {
      raw.shutdown();
    }
  }

  private void rebuilt(TenantId tenant) {
    Principal operator =
        new Principal("test", Role.OPERATOR, new TenantScope.All(), new ServiceName("ops"), null);
    Rebuilding rebuilding = one.beans().getBean(Rebuilding.class);
    Rebuild unused = rebuilding.request(operator, tenant, "positions", deadline());
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              rebuilding.run(deadline());
              return rebuilding.list(operator, tenant, deadline()).getFirst().state()
                  == Rebuild.State.DONE;
            });
  }
}
