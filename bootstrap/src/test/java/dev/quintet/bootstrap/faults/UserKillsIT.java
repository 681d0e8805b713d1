package dev.quintet.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.bootstrap.cli.kit.JsonDocument;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service and its database die by kill -9 amid signups of users, entries of accounts and the close of periods. */
final class UserKillsIT {

  private static final int KILLS = Seed.LONG ? 12 : 3;
  private static final int USERS = 6;
  private static final int ENTRIES = 40;
  private static final int OLD_TENANTS = 12;
  private static final int MONTHS = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String STATEMENTS =
      """
      SELECT tenant_id, period, encode(sha256, 'hex'), kept_at FROM quintet.usage_statements
      WHERE tenant_id LIKE 'old%' ORDER BY 1, 2""";

  @TempDir private Path place = Path.of("");

  private final Random random = Seed.random(UserKillsIT.class, 20_261_129);
  private LaunchedService service = new LaunchedService(place);

  @AfterEach
  void endWhatIsLeft() {
    service.down();
  }

  private static BigDecimal amount(int entry) {
    return BigDecimal.valueOf(entry * 101L - 1_000, 2);
  }

  /** Signs up, and then everything twice and in any order. */
  private static void user(InsistentCaller caller, String key, String id, Random chances) {
    List<Runnable> signup =
        List.of(
            () ->
                created(
                    caller,
                    "/api/v1/users",
                    "{\"user_id\":\"%1$s\",\"email\":\"%1$s@example.com\",\"username\":\"%1$s\",\"tier\":\"pro\"}"
                        .formatted(id),
                    InsistentCaller.bearer(key)),
            () ->
                created(
                    caller,
                    "/api/v1/accounts",
                    """
                    {"account_id":"%1$s","user_id":"%1$s","platform":"mt5","broker":"Acme",
                     "number":"%1$s","kind":"live","currency":"EUR"}"""
                        .formatted(id),
                    InsistentCaller.bearer(key)));
    signup.forEach(Runnable::run);
    List<Runnable> work = new ArrayList<>(signup);
    for (int i = 0; i < ENTRIES; i++) {
      int entry = i;
      for (int times = 0; times < 2; times++) {
        work.add(
            () ->
                created(
                    caller,
                    "/api/v1/accounts/" + id + "/entries",
                    """
                    {"reason":"correction","amount":"%s","currency":"EUR","at":"2026-11-01T00:00:00Z"}"""
                        .formatted(amount(entry)),
                    InsistentCaller.bearer(key, "idempotency-key", "entry-" + entry)));
      }
    }
    Collections.shuffle(work, chances);
    work.forEach(Runnable::run);
  }

  private static void created(InsistentCaller caller, String path, String body, String[] headers) {
    HttpResponse<String> answer = caller.insist(path, body, headers);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  /** Tenants of before, none of whose periods is closed. */
  private static void age(Stores stores) throws SQLException {
    try (Connection superuser = stores.superuser();
        Statement statement = superuser.createStatement()) {
      statement.execute(
          "UPDATE quintet.tenants SET created_at = created_at - INTERVAL '"
              + MONTHS
              + " months' WHERE tenant_id LIKE 'old%'");
    }
  }

  @Test
  void afterKillsAtRandomPointsEverythingIsThereOnceAndAddsUp() throws Exception {
    service = new LaunchedService(place.resolve("data"));
    service.up();
    Stores stores = new Stores(service.data());
    InsistentCaller caller = new InsistentCaller(service);
    String key = service.newTenant("people");
    for (int i = 0; i < OLD_TENANTS; i++) {
      service.newTenant("old" + i);
    }
    age(stores);
    caller.kill(false);
    List<Future<?>> users = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < USERS; i++) {
        String id = "u" + i;
        Random chances = new Random(random.nextLong());
        users.add(threads.submit(() -> user(caller, key, id, chances)));
      }
      for (int i = 0; i < KILLS; i++) {
        int until = caller.answered() + 10 + random.nextInt(60);
        Awaitility.await()
            .atMost(PATIENCE)
            .until(
                () -> caller.answered() >= until || users.stream().allMatch(Future::isDone));
        caller.kill(random.nextBoolean());
      }
      for (Future<?> user : users) {
        user.get();
      }
    }
    for (int i = 0; i < USERS; i++) {
      assertAddsUp(caller, key, "u" + i);
    }
    List<String> kept = stores.postgres(STATEMENTS);
    caller.kill(false); // periods are closed at the start
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> stores.postgres(STATEMENTS).size() == OLD_TENANTS * MONTHS);
    assertThat(stores.postgres(STATEMENTS)).as("what was kept stays").containsAll(kept);
  }

  private static void assertAddsUp(InsistentCaller caller, String key, String id)
      throws IOException {
    JsonDocument account =
        JsonDocument.of(
            caller.insist("/api/v1/accounts/" + id, "", InsistentCaller.bearer(key)).body());
    BigDecimal sum = BigDecimal.ZERO;
    for (int entry = 0; entry < ENTRIES; entry++) {
      sum = sum.add(amount(entry));
    }
    assertThat(new BigDecimal(account.text("balance"))).isEqualByComparingTo(sum);
    List<JsonDocument> entries =
        JsonDocument.of(
                caller
                    .insist(
                        "/api/v1/accounts/" + id + "/entries?page_size=1000",
                        "",
                        InsistentCaller.bearer(key))
                    .body())
            .list("entries");
    assertThat(entries)
        .extracting(it -> it.text("sequence"))
        .hasSize(ENTRIES)
        .doesNotHaveDuplicates();
  }
}
