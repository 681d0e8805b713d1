package dev.quintet.application.marketdata;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.application.marketdata.Setting.NOW;
import static dev.quintet.application.marketdata.Setting.T;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Batch;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.application.marketdata.TickReading.LastQuote;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.SymbolSummary;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickQuery;
import dev.quintet.domain.marketdata.TimeRange;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TickReadingTest {

  private static final Symbol EURUSD = new Symbol("EURUSD");
  private static final TickQuery ALL =
      new TickQuery(EURUSD, null, new TimeRange(EventTime.MIN, EventTime.END), null, null);

  private final Setting setting = new Setting();
  private final TickReading reading =
      new TickReading(setting.ticks, setting.quotes, setting.reads, setting.access);
  private final TenantId acme = setting.tenant();
  private final TenantId other = setting.tenant();

  private static Principal reader(TenantId tenant) {
    return Setting.principal(Role.READER, tenant);
  }

  private void store(TenantId tenant, Batch batch) {
    setting.ticks.append(List.of(batch.of(tenant, NOW)), Fresh.deadline());
  }

  private static Batch quote(long nanos) {
    return Batch.quotes("fxcm").quote("EURUSD", T.plusNanos(nanos), "1", "2", "0");
  }

  private LastQuote lastQuote(TenantId tenant) {
    return reading.lastQuote(reader(tenant), EURUSD, Fresh.deadline());
  }

  private List<Tick> stream(TenantId tenant) {
    List<Tick> ticks = new ArrayList<>();
    reading.stream(
        reader(tenant),
        ALL,
        page -> ticks.add(page.tick(EURUSD, 0)),
        Fresh.deadline());
    return ticks;
  }

  @Test
  void aStreamHasTheTicksOfThePrincipalsTenant() {
    store(other, quote(1));
    assertThat(stream(acme)).isEmpty();
    assertThat(stream(other)).hasSize(1);
  }

  @Test
  void theLastQuoteComesFromTheStoreFirstAndFromTheCacheThen() {
    store(acme, quote(1));
    LastQuote first = lastQuote(acme);
    LastQuote second = lastQuote(acme);
    assertThat(first.fromCache()).isFalse();
    assertThat(first.store().word()).isEqualTo("memory");
    assertThat(second.fromCache()).isTrue();
    assertThat(second.store().word()).isEqualTo("cache");
    assertThat(second.tick()).isEqualTo(first.tick());
  }

  @Test
  void aTickThatArrivedWhileTheStoreWasAskedIsTheLastQuote() {
    store(acme, quote(1));
    setting.quotes.offer(
        acme, List.of(quote(2).of(acme, NOW.plusSeconds(1)).tick(0)));
    lastQuote(acme);
    assertThat(lastQuote(acme).tick().eventTime()).isEqualTo(T.plusNanos(2));
  }

  @Test
  void aLateTickOfAQuietSymbolIsNotTakenForTheNewest() {
    store(acme, quote(9));
    Tick late = quote(1).of(acme, NOW.plusSeconds(1)).tick(0);
    setting.quotes.offer(acme, List.of(late));
    assertThat(lastQuote(acme).tick().eventTime()).isEqualTo(T.plusNanos(9));
    assertThat(lastQuote(acme).tick().eventTime()).isEqualTo(T.plusNanos(9));
  }

  @Test
  void withoutTicksThereIsNoLastQuoteAlsoIfOthersHaveOne() {
    store(other, quote(1));
    lastQuote(other);
    assertProblem(new Problem.NotFound("tick of", "EURUSD"), () -> lastQuote(acme));
  }

  @Test
  void quotesAsOfAreThoseOfTheTenantThen() {
    store(acme, quote(1));
    store(acme, quote(3));
    store(other, quote(2));
    assertThat(reading.quotesAsOf(reader(acme), List.of(EURUSD), T.plusNanos(2), Fresh.deadline()))
        .extracting(Tick::eventTime)
        .containsExactly(T.plusNanos(1));
  }

  @Test
  void asOfTakesOneTo200SymbolsEachOnceAndAnInstantInRange() {
    List<Symbol> most = IntStream.range(0, 200).mapToObj(i -> new Symbol("S" + i)).toList();
    assertThat(reading.quotesAsOf(reader(acme), most, T, Fresh.deadline())).isEmpty();
    List<Symbol> more = IntStream.range(0, 201).mapToObj(i -> new Symbol("S" + i)).toList();
    for (List<Symbol> symbols : List.of(more, List.<Symbol>of(), List.of(EURUSD, EURUSD))) {
      assertProblem(
          Problem.Invalid.class,
          () -> reading.quotesAsOf(reader(acme), symbols, T, Fresh.deadline()));
    }
    for (var at : List.of(EventTime.MIN.minusNanos(1), EventTime.END.plusNanos(1))) {
      assertProblem(
          Problem.Invalid.class,
          () -> reading.quotesAsOf(reader(acme), List.of(EURUSD), at, Fresh.deadline()));
    }
  }

  @Test
  void symbolsAreThoseOfTheTenant() {
    store(acme, quote(1));
    store(other, Batch.trades("cme").trade("SECRET", T, "1", "1"));
    assertThat(reading.symbols(reader(acme), null, 1_000, Fresh.deadline()).items())
        .containsExactly(new SymbolSummary(EURUSD, T.plusNanos(1), T.plusNanos(1)));
    for (int limit : new int[] {-1, 0, 1_001}) {
      assertProblem(
          Problem.Invalid.class,
          () -> reading.symbols(reader(acme), null, limit, Fresh.deadline()));
    }
  }

  @Test
  void onlyReadersOfServedTenantsGetIn() {
    store(acme, quote(1));
    for (Role role : List.of(Role.OPERATOR, Role.BILLING)) {
      Principal principal = Setting.principal(role, acme);
      assertProblem(
          Problem.Denied.class, () -> reading.lastQuote(principal, EURUSD, Fresh.deadline()));
      assertProblem(
          Problem.Denied.class,
          () -> reading.quotesAsOf(principal, List.of(EURUSD), T, Fresh.deadline()));
      assertProblem(
          Problem.Denied.class, () -> reading.symbols(principal, null, 1, Fresh.deadline()));
    }
    setting.tenantStore.suspend(acme);
    assertProblem(Problem.NotReady.class, () -> lastQuote(acme));
    assertProblem(Problem.NotFound.class, () -> lastQuote(Fresh.tenant()));
  }

  @Test
  void aTenantThatDoesNotReadWhatItAskedForLeavesReadsToTheOthers() throws Exception {
    store(acme, quote(1));
    store(other, quote(1));
    CountDownLatch reads = new CountDownLatch(2);
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> slow = new ArrayList<>();
    for (int reader = 0; reader < 2; reader++) {
      slow.add(
          Thread.startVirtualThread(
              () ->
                  reading.stream(
                      reader(acme),
                      ALL,
                      page -> {
                        reads.countDown();
                        Setting.await(go);
                      },
                      Fresh.deadline())));
    }
    reads.await();

    assertProblem(
        Problem.LimitExceeded.class,
        () ->
            reading.stream(
                reader(acme), ALL, page -> {}, Deadline.after(Duration.ofMillis(20))));
    assertThat(stream(other)).hasSize(1);
    go.countDown();
    for (Thread each : slow) {
      each.join();
    }
    assertThat(stream(acme)).hasSize(1);
    assertThat(setting.reads.used()).isZero();
  }
}
