package dev.quintet.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.bootstrap.SignedPayment;
import dev.quintet.bootstrap.cli.kit.JsonDocument;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service and its database die by kill -9 amid signups, changes and payments. */
final class SubscriptionKillsIT {

  private static final int KILLS = Seed.LONG ? 12 : 3;
  private static final int CUSTOMERS = 6;
  private static final int PAYMENTS = 12;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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
