package dev.quintet.adapters.out.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.QuoteCache;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.tenancy.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a {@link QuoteCache} does while it is there. */
public interface QuoteCacheContract {

  Instant T = Instant.parse("2024-05-08T09:30:17.123456789Z");
  Instant R = Instant.parse("2026-02-03T04:05:06.789012Z");
  Symbol EURUSD = new Symbol("EURUSD");

  QuoteCache quotes();

  /** Returns when the cache has forgotten what it was told before the call. */
  void letEverythingExpire();

  private static Tick quote(Instant time, int sequence, String source, Instant receivedAt) {
    return quote("EURUSD", time, sequence, source, receivedAt);
  }

  private static Tick quote(
      String symbol, Instant time, int sequence, String source, Instant receivedAt) {
    return Samples.quote(symbol, source, time, sequence, "1.39123", "1.39125", "2.5", receivedAt);
  }

  private static Tick at(long nanos) {
    return quote(T.plusNanos(nanos), 0, "fxcm", R);
  }

  /** What both ways of asking answer. */
  private Optional<Tick> found(TenantId tenant, Symbol symbol) {
    CompletableFuture<Optional<Tick>> told = new CompletableFuture<>();
    quotes().find(tenant, symbol, told::complete);
    Optional<Tick> answer = told.orTimeout(10, TimeUnit.SECONDS).join();
    assertThat(quotes().find(tenant, symbol)).isEqualTo(answer);
    return answer;
  }

  @Test
  default void aConfirmedTickIsFoundWithAllItsFields() {
    for (Tick tick :
        List.of(
            at(0),
            new Tick.Quote(
                EURUSD,
                new Source("z".repeat(32)),
                EventTime.END.minusNanos(1),
                Integer.MAX_VALUE,
                new BigDecimal("-9999999999.99999999"),
                new BigDecimal("9999999999.99999999"),
                new BigDecimal("999999999999999999999999999999.99999999"),
                Instant.parse("2261-12-31T23:59:59.999999Z")),
            new Tick.TradePrint(
                EURUSD,
                new Source("a"),
                EventTime.MIN,
                0,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                EventTime.MIN),
            new Tick.TradePrint(
                new Symbol("X._/#-"),
                new Source("0._-"),
                T,
                7,
                new BigDecimal("-0.00000001"),
                new BigDecimal("92233720368.54775808"),
                R))) {
      TenantId tenant = Fresh.tenant();
      quotes().confirm(tenant, tick);
      assertThat(found(tenant, tick.symbol())).contains(tick);
    }
  }

  @Test
  default void symbolsAreKeptAsTheyAreWritten() {
    TenantId tenant = Fresh.tenant();
    for (Symbol symbol : Samples.VENDOR_SYMBOLS) {
      assertThat(found(tenant, symbol)).isEmpty();
      quotes()
          .confirm(
              tenant,
              new Tick.TradePrint(
                  symbol, new Source("a"), T, 0, BigDecimal.ONE, BigDecimal.ONE, R));
      assertThat(found(tenant, symbol))
          .hasValueSatisfying(tick -> assertThat(tick.symbol()).isEqualTo(symbol));
    }
  }

  @Test
  default void nothingIsFoundBeforeAStoreConfirmedIt() {
    TenantId tenant = Fresh.tenant();
    assertThat(found(tenant, EURUSD)).isEmpty();
    quotes().offer(tenant, List.of(at(5)));
    assertThat(found(tenant, EURUSD)).isEmpty();
  }

  @Test
  default void whatIsForgottenIsFoundWhenAStoreConfirmsItAgain() {
    TenantId tenant = Fresh.tenant();
    quotes().confirm(tenant, at(4));
    quotes().offer(tenant, List.of(at(5)));
    quotes().forget(Fresh.tenant(), List.of(EURUSD));
    assertThat(found(tenant, EURUSD)).contains(at(5));
    quotes().forget(tenant, List.of(EURUSD, new Symbol("NONE")));
    assertThat(found(tenant, EURUSD)).isEmpty();
    quotes().confirm(tenant, at(4));
    assertThat(found(tenant, EURUSD)).contains(at(4));
  }

  @Test
  default void aTickThatArrivedBeforeTheConfirmationIsNotHiddenByIt() {
    TenantId tenant = Fresh.tenant();
    quotes().offer(tenant, List.of(at(5)));
    quotes().confirm(tenant, at(4));
    assertThat(found(tenant, EURUSD)).contains(at(5));
    quotes().confirm(tenant, at(6));
    assertThat(found(tenant, EURUSD)).contains(at(6));
  }

  @Test
  default void aNewerTickThatArrivesTakesThePlaceOfTheConfirmed() {
    TenantId tenant = Fresh.tenant();
    quotes().confirm(tenant, at(4));
    quotes().offer(tenant, List.of(at(5)));
    assertThat(found(tenant, EURUSD)).contains(at(5));
    quotes().offer(tenant, List.of(at(3)));
    assertThat(found(tenant, EURUSD)).contains(at(5));
    quotes().confirm(tenant, at(4));
    assertThat(found(tenant, EURUSD)).contains(at(5));
  }

  @Test
  default void theNewestWinsInWhateverOrderTheyCome() {
    List<Tick> ticks =
        List.of(
            quote(T, 0, "a", R),
            quote(T, 0, "a", R.plusNanos(1_000)),
            quote(T, 0, "b", R),
            quote(T, 1, "a", R),
            quote(T, 2, "a", R),
            quote(T, 10, "a", R),
            quote(T, Integer.MAX_VALUE, "a", R),
            quote(T.plusNanos(1), 0, "a", R),
            quote(T.plusNanos(10), 0, "a", R),
            quote(T.plusSeconds(100), 0, "a", R),
            quote(T.plusSeconds(100), 0, "aa", R.minusSeconds(9)),
            quote(T.plusSeconds(100), 0, "ab", R.minusSeconds(9)));
    for (int count = 1; count <= ticks.size(); count++) {
      List<Tick> some = new ArrayList<>(ticks.subList(0, count));
      Collections.shuffle(some, new Random(count));
      TenantId tenant = Fresh.tenant();
      quotes().confirm(tenant, some.getFirst());
      for (Tick tick : some.subList(1, count)) {
        quotes().offer(tenant, List.of(tick));
      }
      assertThat(found(tenant, EURUSD)).contains(ticks.get(count - 1));
    }
  }

  @Test
  default void aCorrectionOfTheNewestTakesItsPlace() {
    TenantId tenant = Fresh.tenant();
    quotes().confirm(tenant, at(0));
    Tick correction = Samples.trade("EURUSD", "fxcm", T, 0, "1.5", "1", R.plusNanos(1_000));
    quotes().offer(tenant, List.of(correction));
    assertThat(found(tenant, EURUSD)).contains(correction);
  }

  @Test
  default void ticksOfManySymbolsAreOfferedAtOnce() {
    TenantId tenant = Fresh.tenant();
    List<Tick> older = new ArrayList<>();
    List<Tick> newer = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      older.add(quote("S" + i, T, 0, "fxcm", R));
      newer.add(quote("S" + i, T.plusNanos(1 + i), 0, "fxcm", R));
    }
    older.forEach(tick -> quotes().confirm(tenant, tick));
    quotes().offer(tenant, newer);
    assertThat(newer).allSatisfy(tick -> assertThat(found(tenant, tick.symbol())).contains(tick));
    quotes().offer(tenant, List.of());
  }

  @Test
  default void tenantsAndSymbolsAreApart() {
    TenantId one = new TenantId("q" + Fresh.unique());
    TenantId longer = new TenantId(one.value() + "a");
    Tick ofOne = quote("AEURUSD", T, 0, "one", R);
    Tick ofLonger = quote("EURUSD", T.plusNanos(1), 0, "longer", R);
    quotes().confirm(one, ofOne);
    quotes().confirm(longer, ofLonger);
    assertThat(found(one, new Symbol("AEURUSD"))).contains(ofOne);
    assertThat(found(one, EURUSD)).isEmpty();
    assertThat(found(longer, EURUSD)).contains(ofLonger);
    assertThat(found(longer, new Symbol("AEURUSD"))).isEmpty();
    assertThat(found(Fresh.tenant(), EURUSD)).isEmpty();
  }

  @Test
  default void whatWasConfirmedIsForgotten() {
    TenantId tenant = Fresh.tenant();
    quotes().confirm(tenant, at(5));
    letEverythingExpire();
    assertThat(found(tenant, EURUSD)).isEmpty();
    quotes().offer(tenant, List.of(at(1)));
    assertThat(found(tenant, EURUSD)).isEmpty();
    quotes().confirm(tenant, at(2));
    assertThat(found(tenant, EURUSD)).contains(at(2));
  }

  @Test
  default void offersAtTheSameTimeLeaveTheNewest() throws Exception {
    TenantId tenant = Fresh.tenant();
    quotes().confirm(tenant, at(0));
    Together.call(
        32,
        i ->
            () -> {
              quotes().offer(tenant, List.of(at(1 + (i * 7) % 32)));
              return i;
            });
    assertThat(found(tenant, EURUSD)).contains(at(32));
  }
}
