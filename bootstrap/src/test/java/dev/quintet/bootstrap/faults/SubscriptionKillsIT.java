package dev.quintet.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.bootstrap.SignedPayment;
import dev.quintet.bootstrap.cli.kit.JsonDocument;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service and its database die by kill -9 amid signups, changes, payments and renewals. */
final class SubscriptionKillsIT {

  private static final int KILLS = Seed.LONG ? 12 : 3;
  private static final int CUSTOMERS = 6;
  private static final int PAYMENTS = 12;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int RENEWED = 60;
  private static final int MONTHS = 13;
  private static final String BEGUN =
      "SELECT count(DISTINCT (subscription_id, cycle_from)) FROM quintet.subscription_changes"
          + " WHERE tenant_id = 'renewals'";

  /** A row for each change with another cycle than before. */
  private static final String CYCLES =
      """
      SELECT cycle_from FROM (
        SELECT version, cycle_from, lag(cycle_from) OVER (ORDER BY version) AS before
        FROM quintet.subscription_changes
        WHERE tenant_id = 'renewals' AND subscription_id = '%s') AS c
      WHERE cycle_from IS DISTINCT FROM before
      ORDER BY version""";

  @TempDir private Path place = Path.of("");

  private final Random random = Seed.random(SubscriptionKillsIT.class, 20_261_128);
  private LaunchedService service = new LaunchedService(place);
  private InsistentCaller caller = new InsistentCaller(service);

  @BeforeEach
  void up() {
    service =
        new LaunchedService(
            place.resolve("data"),
            Map.of("QUINTET_WEBHOOKS_PAYMENT_SECRET", SignedPayment.SETTING));
    caller = new InsistentCaller(service);
    service.up();
  }

  @AfterEach
  void endWhatIsLeft() {
    service.down();
  }

  private String[] operator(String... more) {
    List<String> headers = new ArrayList<>(List.of("x-tenant-id", "customers"));
    headers.addAll(List.of(more));
    return InsistentCaller.bearer(
        service.data().credential("operator").orElseThrow(), headers.toArray(String[]::new));
  }

  private void pay(String subscription, int version) {
    SignedPayment payment = new SignedPayment("customers", subscription, version);
    HttpResponse<String> answer =
        caller.insist("/api/v1/webhooks/payments", payment.body(), payment.headers());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** Signs up, and then everything twice and in any order. */
  private void customer(String id, Random chances) {
    HttpResponse<String> made =
        caller.insist(
            "/api/v1/subscriptions",
            "{\"subscription\":\"%1$s\",\"user\":\"%1$s\",\"plan\":\"pro\",\"cycle\":\"monthly\"}"
                .formatted(id),
            operator());
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    List<Runnable> work = new ArrayList<>();
    for (int i = 1; i <= PAYMENTS; i++) {
      int number = i;
      for (int times = 0; times < 2; times++) {
        work.add(() -> pay(id, number));
        work.add(() -> change(id, number));
      }
    }
    Collections.shuffle(work, chances);
    work.forEach(Runnable::run);
  }

  private void change(String id, int number) {
    String action =
        switch (number % 3) {
          case 0 -> "{\"action\":\"cancel\",\"when\":\"period_end\"}";
          case 1 -> "{\"action\":\"keep\"}";
          default ->
              "{\"action\":\"change_plan\",\"plan\":\"enterprise\",\"cycle\":\"yearly\",\"when\":\"period_end\"}";
        };
    HttpResponse<String> answer =
        caller.insist(
            "/api/v1/subscriptions/" + id + "/changes",
            action,
            operator("idempotency-key", id + "." + number));
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 409);
  }

  @Test
  void afterKillsAtRandomPointsEveryHistoryIsLegalAndEverythingWasDoneOnce() throws Exception {
    service.newTenant("customers");
    List<Future<?>> customers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CUSTOMERS; i++) {
        String id = "c" + i;
        Random chances = new Random(random.nextLong());
        customers.add(threads.submit(() -> customer(id, chances)));
      }
      for (int i = 0; i < KILLS; i++) {
        int until = caller.answered() + 10 + random.nextInt(60);
        Awaitility.await()
            .atMost(PATIENCE)
            .until(
                () ->
                    caller.answered() >= until || customers.stream().allMatch(Future::isDone));
        caller.kill(random.nextBoolean());
      }
      for (Future<?> customer : customers) {
        customer.get();
      }
    }
    for (int i = 0; i < CUSTOMERS; i++) {
      assertLegal("c" + i);
    }
  }

  /** As if all of it had happened so many months earlier. */
  private static void age(Stores stores) throws SQLException {
    String earlier = " - INTERVAL '" + MONTHS + " months'";
    StringBuilder changes = new StringBuilder("UPDATE quintet.subscription_changes SET cause = cause");
    for (String time : List.of("at", "recorded_at", "taken", "starts_at", "billed_from", "heard_at")) {
      changes.append(", ").append(time).append(" = ").append(time).append(earlier);
    }
    for (String day : List.of("anchor_from", "cycle_from", "cycle_to")) {
      changes.append(", ").append(day).append(" = (").append(day).append(earlier).append(")::date");
    }
    try (Connection superuser = stores.superuser();
        Statement statement = superuser.createStatement()) {
      statement.execute(changes + " WHERE tenant_id = 'renewals'");
      statement.execute(
          "UPDATE quintet.subscriptions SET taken = taken%1$s, due_at = due_at%1$s WHERE tenant_id = 'renewals'"
              .formatted(earlier));
    }
  }

  @Test
  void afterKillsAmidRenewalsEachCycleBeganOnce() throws Exception {
    service.newTenant("renewals");
    String[] operator =
        InsistentCaller.bearer(
            service.data().credential("operator").orElseThrow(), "x-tenant-id", "renewals");
    for (int i = 0; i < RENEWED; i++) {
      HttpResponse<String> made =
          caller.insist(
              "/api/v1/subscriptions",
              "{\"subscription\":\"r%1$s\",\"user\":\"r%1$s\",\"plan\":\"pro\",\"cycle\":\"monthly\"}"
                  .formatted(i),
              operator);
      assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }
    Stores stores = new Stores(service.data());
    age(stores);
    int all = RENEWED * (MONTHS + 1);
    for (int kill = 1; kill <= KILLS; kill++) {
      int until = RENEWED + random.nextInt((all - RENEWED) * kill / (KILLS + 1));
      renewed(stores, until);
      caller.kill(random.nextBoolean());
    }
    renewed(stores, all);
    for (int i = 0; i < RENEWED; i++) {
      List<LocalDate> cycles =
          stores.postgres(CYCLES.formatted("r" + i)).stream().map(LocalDate::parse).toList();
      LocalDate first = cycles.getFirst();
      assertThat(cycles)
          .as("cycles of r%d", i)
          .isEqualTo(IntStream.rangeClosed(0, MONTHS).mapToObj(first::plusMonths).toList());
    }
  }

  /** Waits until so many cycles began. */
  private static void renewed(Stores stores, int cycles) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(
            () ->
                assertThat(Integer.parseInt(stores.postgres(BEGUN).getFirst()))
                    .isGreaterThanOrEqualTo(cycles));
  }

  private void assertLegal(String id) throws IOException {
    JsonDocument history =
        JsonDocument.of(
            caller.insist("/api/v1/subscriptions/" + id + "/history?page_size=1000", "", operator())
                .body());
    List<JsonDocument> changes = history.list("changes");
    List<String> caused = new ArrayList<>();
    String state = "scheduled";
    for (int i = 0; i < changes.size(); i++) {
      JsonDocument change = changes.get(i);
      assertThat(change.text("after.version")).isEqualTo(Integer.toString(i + 1));
      String before = state;
      state = change.text("after.subscription_state");
      assertThat(legal(before, state)).as(before + " to " + state).isTrue();
      if (change.text("cause").startsWith("request " + id) || change.text("cause").startsWith("payment")) {
        caused.add(change.text("cause") + " " + change.text("event"));
      }
    }
    assertThat(caused).as("done once").doesNotHaveDuplicates().hasSizeGreaterThan(PAYMENTS / 2);
    assertThat(state).as("the newest payment succeeded").isEqualTo("active");
  }

  private static boolean legal(String before, String after) {
    return before.equals(after)
        || after.equals("active")
        || (before.equals("active") && after.equals("past_due"));
  }
}
