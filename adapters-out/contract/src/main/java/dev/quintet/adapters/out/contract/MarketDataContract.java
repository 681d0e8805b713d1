package dev.quintet.adapters.out.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickQuery;
import dev.quintet.domain.marketdata.TickStore;
import dev.quintet.domain.marketdata.TimeRange;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the contracts of ticks and of bars write and read; it checks nothing itself. */
interface MarketDataContract {

  /** Event times of the tests: a moment in the middle of a minute. */
  Instant T = Instant.parse("2024-05-08T09:30:17.123456789Z");

  /** Received times of the tests. */
  Instant R = Instant.parse("2026-02-03T04:05:06.789012Z");

  TimeRange ALL = new TimeRange(EventTime.MIN, EventTime.END);
  Symbol EURUSD = new Symbol("EURUSD");
  Symbol GBPUSD = new Symbol("GBPUSD");

  /** All quotes and trades of EURUSD. */
  TickQuery EVERYTHING = new TickQuery(EURUSD, null, ALL, null, null);

  TickStore ticks();

  /** A new tenant that the stores accept; most accept any. */
  default TenantId newTenant() {
    return Fresh.tenant();
  }

  /** Appends in one block what was received at {@link #R}. */
  default void append(TenantId tenant, Batch... batches) {
    append(tenant, R, batches);
  }

  default void append(TenantId tenant, Instant receivedAt, Batch... batches) {
    append(Stream.of(batches).map(batch -> batch.of(tenant, receivedAt)).toList());
  }

  default void append(List<TenantTicks> block) {
    ticks().append(block, Fresh.deadline());
  }

  default TickQuery query(
      String symbol, @Nullable String source, TimeRange range, @Nullable Instant knownAt) {
    return new TickQuery(
        new Symbol(symbol), source == null ? null : new Source(source), range, null, knownAt);
  }

  default List<Tick> read(TenantId tenant, TickQuery query) {
    return Read.ticks(ticks(), tenant, query);
  }

  default List<Tick> all(TenantId tenant, String symbol) {
    return read(tenant, query(symbol, null, ALL, null));
  }

  /** A read whose sink throws calls it once, and throws the same. */
  static <T> void assertSinkEndsIt(Consumer<Consumer<T>> read) {
    RuntimeException enough = new IllegalStateException("enough");
    AtomicInteger calls = new AtomicInteger();
    Consumer<T> sink =
        each -> {
          calls.incrementAndGet();
          throw enough;
        };
    assertThatThrownBy(() -> read.accept(sink)).isSameAs(enough);
    assertThat(calls).hasValue(1);
  }
}
