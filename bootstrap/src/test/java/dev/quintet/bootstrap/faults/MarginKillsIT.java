package dev.quintet.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.client.Account;
import dev.quintet.client.Fill;
import dev.quintet.client.Margin;
import dev.quintet.client.Margins;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.QuintetException;
import dev.quintet.client.Receipt;
import dev.quintet.client.Trades;
import dev.quintet.client.User;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service and PostgreSQL die by kill -9 while trades reserve margin: each ends filled or compensated, and
 * what an account has locked is what its open trades reserve.
 */
final class MarginKillsIT {

  private static final int KILLS = Seed.LONG ? 20 : 3;
  private static final int ACCOUNTS = 3;
  private static final int TRADES = Seed.LONG ? 150 : 40;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
  private static final String EUR = "EUR";
  private static final BigDecimal MONEY = new BigDecimal("1000");

  @TempDir private Path place = Path.of("");

  private final Random random = Seed.random(MarginKillsIT.class, 20_261_201);
  private final AtomicInteger answered = new AtomicInteger();
  private LaunchedService service = new LaunchedService(place);

  @AfterEach
  void endWhatIsLeft() {
    service.down();
  }

  /**
   * A trade as it was sent.
   *
   * @param fills whether its fill was, too
   * @param ends whether its release was answered
   */
  private record Sent(String account, String id, BigDecimal amount, boolean fills, boolean ends) {}

  private <T> T insist(String key, Function<QuintetClient, T> call) {
    return InsistentCaller.insist(service, key, PATIENCE, call);
  }

  private static Fill fill(String account, int number) {
    return new Fill(
        "f" + number,
        account,
        "EURUSD",
        "buy",
        BigDecimal.ONE,
        BigDecimal.ONE,
        new Fill.Costs(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, EUR),
        START.plusSeconds(number),
        Fill.Origin.NONE);
  }

  /** Those that the account had room for. */
  private List<Sent> trade(String key, String account, Random chances) {
    List<Sent> all = new ArrayList<>();
    for (int i = 0; i < TRADES; i++) {
      String id = "m" + i;
      BigDecimal amount = BigDecimal.valueOf(50 + chances.nextInt(250));
      boolean fills = chances.nextInt(4) != 0;
      @Nullable Fill fill = fills ? fill(account, i) : null;
      boolean reserved =
          insist(key, client -> reserve(client.trades().margins(), account, id, amount, fill));
      answered.incrementAndGet();
      if (reserved) {
        boolean ends = fills && chances.nextBoolean();
        if (ends) {
          assertThat(insist(key, client -> client.trades().margins().release(account, id)).state())
              .isEqualTo("released");
        }
        all.add(new Sent(account, id, amount, fills, ends));
      }
    }
    return all;
  }

  /** False when there was too little free. A reservation alone expires in two seconds. */
  private static boolean reserve(
      Margins margins, String account, String id, BigDecimal amount, @Nullable Fill fill) {
    try {
      Margin margin = margins.reserve(account, id, amount, EUR, Duration.ofSeconds(2), fill);
      assertThat(margin.state()).isIn("reserved", "open", "compensated");
      return true;
    } catch (QuintetException e) {
      if (e.kind() == QuintetException.Kind.NOT_READY) {
        return false;
      }
      throw e;
    }
  }

  @Test
  void afterKillsAtRandomPointsWhatIsLockedIsWhatOpenTradesReserve() throws Exception {
    service = new LaunchedService(place.resolve("data"));
    service.up();
    String key = service.newTenant("desk");
    try (QuintetClient client = service.client(key)) {
      client
          .users()
          .create("ann", new User.Profile("ann@example.com", "ann", "pro", Map.of()), null);
      for (int i = 0; i < ACCOUNTS; i++) {
        client.users().openAccount("a" + i, "ann", "mt5", "Acme", "a" + i, "live", EUR);
        Account.Entry entry =
            client
                .users()
                .append(
                    "a" + i,
                    new Account.Change(
                        "d", "deposit", MONEY, EUR, BigDecimal.ZERO, "", START));
        assertThat(entry.balanceAfter()).isEqualByComparingTo(MONEY);
      }
    }
    List<Future<List<Sent>>> traders = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < ACCOUNTS; i++) {
        String account = "a" + i;
        Random chances = new Random(random.nextLong());
        traders.add(threads.submit(() -> trade(key, account, chances)));
      }
      for (int i = 0; i < KILLS; i++) {
        int until = answered.get() + 3 + random.nextInt(15);
        Awaitility.await()
            .atMost(PATIENCE)
            .until(() -> answered.get() >= until || traders.stream().allMatch(Future::isDone));
        new InsistentCaller(service).kill(random.nextBoolean());
      }
    }
    for (int i = 0; i < ACCOUNTS; i++) {
      String account = "a" + i;
      List<Sent> sent = traders.get(i).get();
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(250))
          .until(() -> insist(key, client -> isSettled(client, sent)));
      Set<String> filled =
          insist(
              key,
              client -> {
                assertLocked(client, account, sent);
                return fills(client, account);
              });
      assertThat(filled)
          .as("those of open and released trades, and no others")
          .containsExactlyInAnyOrderElementsOf(
              insist(key, client -> filled(client, sent)));
    }
  }

  /** None waits for a step, as margin and receipt agree. */
  private static boolean isSettled(QuintetClient client, List<Sent> sent) {
    return sent.stream()
        .allMatch(
            it -> {
              Margin margin = client.trades().margins().find(it.account, it.id);
              Receipt.Leg leg = client.trades().receipt(margin.operation()).legs().getFirst();
              return switch (margin.state()) {
                case "open", "released" -> leg.state().equals("committed");
                case "compensated" ->
                    leg.state().equals("compensated") && leg.reason().equals(margin.reason());
                default -> false;
              };
            });
  }

  private static void assertLocked(QuintetClient client, String account, List<Sent> sent) {
    BigDecimal open = BigDecimal.ZERO;
    for (Sent it : sent) {
      String state = client.trades().margins().find(account, it.id).state();
      if (!it.fills) {
        assertThat(state).isEqualTo("compensated");
      } else if (it.ends) {
        assertThat(state).isEqualTo("released");
      }
      open = state.equals("open") ? open.add(it.amount) : open;
    }
    assertThat(client.users().account(account).locked()).isEqualByComparingTo(open);
    assertThat(client.users().account(account).free()).isEqualByComparingTo(MONEY.subtract(open));
  }

  private static Set<String> fills(QuintetClient client, String account) {
    Set<String> ids = new HashSet<>();
    client
        .trades()
        .fills(Trades.Filter.of(account))
        .forEach(it -> ids.add(it.fill().id()));
    return ids;
  }

  private static Set<String> filled(QuintetClient client, List<Sent> sent) {
    Set<String> ids = new HashSet<>();
    for (Sent it : sent) {
      Margin margin = client.trades().margins().find(it.account, it.id);
      if (!margin.state().equals("compensated")) {
        ids.add(margin.fill());
      }
    }
    return ids;
  }
}
