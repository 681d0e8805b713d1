package dev.quintet.adapters.out.dragonfly;

import static dev.quintet.adapters.out.dragonfly.TestDragonfly.SYMBOL;
import static dev.quintet.adapters.out.dragonfly.TestDragonfly.T;
import static dev.quintet.adapters.out.dragonfly.TestDragonfly.tick;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.marketdata.QuoteCache;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.engines.SharedEngines;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What lies in the server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DragonflyEntriesTest {

  private TestDragonfly dragonfly;
  private QuoteCache quotes;
  private Instant now = Instant.now();

  @BeforeAll
  void open() {
    dragonfly =
        new TestDragonfly(SharedEngines.redis(), Map.of("quintet.dragonfly.command-timeout", "1s"));
    dragonfly.awaitAnswers(Duration.ofSeconds(20));
    quotes = new DragonflyQuoteCache(dragonfly.bean(DragonflyPipeline.class), () -> now);
  }

  @AfterAll
  void close() {
    dragonfly.close();
  }

  @Test
  void anEntryExpiresFiveSecondsAfterTheLastChange() {
    TenantId tenant = Fresh.tenant();
    byte[] key = QuoteEntry.key(tenant, SYMBOL);
    quotes.offer(tenant, List.of(tick(0)));
    assertThat(dragonfly.raw().pttl(key)).isBetween(1L, 5_000L);
    assertThat(dragonfly.raw().pexpire(key, 100_000)).isTrue();
    quotes.confirm(tenant, tick(0));
    assertThat(dragonfly.raw().pttl(key)).isBetween(1L, 5_000L);
  }

  @Test
  void aConfirmationCountsForFiveSecondsHoweverOftenTheEntryIsRaised() {
    TenantId tenant = Fresh.tenant();
    quotes.confirm(tenant, tick(0));
    now = now.plusMillis(4_999);
    quotes.offer(tenant, List.of(tick(1)));
    assertThat(quotes.find(tenant, SYMBOL)).contains(tick(1));
    now = now.plusMillis(1);
    quotes.offer(tenant, List.of(tick(2)));
    assertThat(quotes.find(tenant, SYMBOL)).isEmpty();
    quotes.confirm(tenant, tick(1));
    assertThat(quotes.find(tenant, SYMBOL)).contains(tick(2));
  }

  @Test
  void aConfirmationThatReachesTheServerLateIsNotAFreshOne() {
    TenantId tenant = Fresh.tenant();
    dragonfly
        .raw()
        .set(
            QuoteEntry.key(tenant, SYMBOL),
            new QuoteEntry(tick(0), now.minusSeconds(5).toEpochMilli()).bytes());
    assertThat(quotes.find(tenant, SYMBOL)).isEmpty();
  }

  @Test
  void aConfirmationFromTheFutureDoesNotCountForever() {
    TenantId tenant = Fresh.tenant();
    quotes.confirm(tenant, tick(0));
    now = now.minusSeconds(1);
    assertThat(quotes.find(tenant, SYMBOL)).isEmpty();
  }

  @Test
  void theServerOrdersTicksAsTheModelDoes() {
    List<Tick> ticks = new ArrayList<>();
    for (long nanos : new long[] {0, 1, 9_007_199_254L}) {
      for (int sequence : new int[] {0, 127, 128, 256, Integer.MAX_VALUE}) {
        for (String source : List.of("a", "a-b", "a.b", "a_b", "ab", "b")) {
          ticks.add(
              new Tick.TradePrint(
                  SYMBOL,
                  new Source(source),
                  T.plusNanos(nanos),
                  sequence,
                  BigDecimal.ONE,
                  BigDecimal.ONE,
                  T));
        }
      }
    }
    Random random = new Random(5);
    for (int round = 0; round < 100; round++) {
      List<Tick> some = new ArrayList<>(ticks);
      Collections.shuffle(some, random);
      some = some.subList(0, 8);
      TenantId tenant = Fresh.tenant();
      quotes.confirm(tenant, some.getFirst());
      some.forEach(tick -> quotes.offer(tenant, List.of(tick)));
      assertThat(quotes.find(tenant, SYMBOL)).contains(Collections.max(some, Tick.ORDER));
    }
  }

  @Test
  void aServerThatForgotTheScriptIsGivenItAgain() {
    TenantId tenant = Fresh.tenant();
    dragonfly.raw().scriptFlush();
    quotes.confirm(tenant, tick(0));
    assertThat(quotes.find(tenant, SYMBOL)).contains(tick(0));
    dragonfly.raw().scriptFlush();
    quotes.offer(tenant, List.of(tick(1)));
    assertThat(quotes.find(tenant, SYMBOL)).contains(tick(1));
  }

  @Test
  void whatSomebodyElsePutThereIsAbsentAndReplaced() {
    byte[] good = new QuoteEntry(tick(9), now.toEpochMilli()).bytes();
    byte[] newerVersion = good.clone();
    newerVersion[0] = QuoteEntry.VERSION + 1;
    for (byte[] forged :
        List.of(
            new byte[0],
            new byte[good.length],
            "null".getBytes(US_ASCII),
            "x".repeat(1_000_000).getBytes(US_ASCII),
            newerVersion)) {
      TenantId tenant = Fresh.tenant();
      dragonfly.raw().set(QuoteEntry.key(tenant, SYMBOL), forged);
      assertThat(quotes.find(tenant, SYMBOL)).isEmpty();
      quotes.offer(tenant, List.of(tick(1)));
      assertThat(quotes.find(tenant, SYMBOL)).isEmpty();
      quotes.confirm(tenant, tick(0));
      assertThat(quotes.find(tenant, SYMBOL)).contains(tick(1));
    }
  }

  @Test
  void aKeyOfAnotherTypeIsAbsentAndReplaced() {
    TenantId tenant = Fresh.tenant();
    dragonfly.raw().rpush(QuoteEntry.key(tenant, SYMBOL), new byte[] {1});
    assertThat(quotes.find(tenant, SYMBOL)).isEmpty();
    quotes.confirm(tenant, tick(0));
    assertThat(quotes.find(tenant, SYMBOL)).contains(tick(0));
  }

  @Test
  void pairsOfCraftyNamesStayApart() {
    String name = "t" + Fresh.unique();
    List<TenantId> tenants = new ArrayList<>();
    List<Symbol> symbols = new ArrayList<>();
    for (String suffix : List.of("", "1", "11", "_1", "_")) {
      tenants.add(new TenantId(name + suffix));
      symbols.add(new Symbol("1" + suffix.replace('_', '-')));
    }
    int nanos = 0;
    for (TenantId tenant : tenants) {
      for (Symbol symbol : symbols) {
        quotes.confirm(tenant, print(symbol, nanos++));
      }
    }
    nanos = 0;
    for (TenantId tenant : tenants) {
      for (Symbol symbol : symbols) {
        assertThat(quotes.find(tenant, symbol)).contains(print(symbol, nanos++));
      }
    }
  }

  private static Tick print(Symbol symbol, int nanos) {
    return new Tick.TradePrint(
        symbol, new Source("fxcm"), T.plusNanos(nanos), 0, BigDecimal.ONE, BigDecimal.ONE, T);
  }

  @Test
  void aTickThatCannotBeWrittenHidesWhatIsThere() {
    TenantId tenant = Fresh.tenant();
    QuoteCache other = new DragonflyQuoteCache(dragonfly.bean(DragonflyPipeline.class));
    other.confirm(tenant, tick(0));
    assertThat(other.find(tenant, SYMBOL)).contains(tick(0));
    Tick tooLarge =
        new Tick.TradePrint(
            SYMBOL, new Source("a"), T.plusNanos(1), 0, BigDecimal.TEN.pow(30), BigDecimal.ONE, T);
    other.offer(tenant, List.of(tooLarge));
    assertThat(other.find(tenant, SYMBOL)).isEmpty();
    other.confirm(tenant, tooLarge);
    assertThat(other.find(tenant, SYMBOL)).isEmpty();
  }

  @Test
  void anInterruptedCallerStaysInterruptedAndSpoilsNothing() {
    TenantId tenant = Fresh.tenant();
    quotes.confirm(tenant, tick(0));
    Thread.currentThread().interrupt();
    // Nothing, unless the answer was there before the wait for it began.
    assertThat(quotes.find(tenant, SYMBOL)).isIn(Optional.empty(), Optional.of(tick(0)));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(quotes.find(tenant, SYMBOL)).contains(tick(0));
  }
}
