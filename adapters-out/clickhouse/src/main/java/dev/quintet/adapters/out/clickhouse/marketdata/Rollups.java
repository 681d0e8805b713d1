package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseConfiguration;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.shared.Observer;
import dev.quintet.domain.tenancy.TenantId;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the rollups of chunks that got ticks, in the background, once they are quiet. Nothing
 * depends on it but speed: a chunk whose rollup is missing or out of date is read from its ticks,
 * and that read asks for the rollup here. So what is left to do need not survive a crash: a sweep
 * finds it at the next start, and every minute what another service has left of the last days.
 */
@Singleton
public final class Rollups implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Rollups.class);
  private static final long SWEEP_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long SWEPT_HOURS = 48;

  /** Of all tenants, some 60 bytes each. */
  private static final int MOST_WAITING = 1_000_000;

  private final RollupBuilder builder;
  private final long pauseNanos;
  private final RollupQueue queue;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("clickhouse-rollups").factory());

  // Only the worker uses them.
  private boolean failing;
  private long sweptFrom;

  Rollups(
      RollupBuilder builder, ClickHouseConfiguration configuration, @Nullable Observer observer) {
    Duration delay = configuration.rollupDelay();
    this.builder = builder;
    this.pauseNanos = delay.toNanos();
    this.queue = new RollupQueue(pauseNanos, MOST_WAITING);
    Observer seen = Observer.orNone(observer);
    String hours = "Hours that wait to be rolled up, and that found no room to wait since the start";
    seen.gauge("rollup_hours", "waiting", hours, queue::waiting);
    seen.gauge("rollup_hours", "dropped", hours, queue::dropped);
    worker.schedule(this::work, pauseNanos, TimeUnit.NANOSECONDS);
  }

  /** The batch was stored, or a part of it. */
  void touched(TenantTicks ticks) {
    long thisHour = thisHour();
    Chunk.hours(ticks)
        .forEach(
            (symbol, hours) ->
                queue.add(ticks.tenant(), symbol, hours, System.nanoTime(), thisHour));
  }

  /** A read found that the rollups of these hours are not up to date. */
  void wanted(TenantId tenant, Symbol symbol, List<Long> hours) {
    queue.add(tenant, symbol, hours, System.nanoTime(), thisHour());
  }

  /** Begins to look for what is out of date: once in all hours, then every minute in late ones. */
  public void beginSweeps() {
    worker.scheduleWithFixedDelay(this::sweep, 0, SWEEP_NANOS, TimeUnit.NANOSECONDS);
  }

  /** Hours whose rollup waits to be built, of all tenants. */
  public int waiting() {
    return queue.waiting();
  }

  /** Hours that found no room to wait in, since the start; sweeps find them again. */
  public long dropped() {
    return queue.dropped();
  }

  /** Builds once, and again at once if there was something to build: a sweep may come between. */
  private void work() {
    RollupQueue.Work work = queue.poll(System.nanoTime());
    long pause = pauseNanos;
    if (work != null) {
      try {
        builder.build(work.tenant(), work.symbol(), work.hours());
        failing = false;
        pause = 0;
      } catch (RuntimeException e) {
        if (worker.isShutdown()) {
          return;
        }
        if (!failing) {
          LOG.warn("a rollup is built again later", e);
        }
        failing = true;
        queue.failed(work, System.nanoTime());
      }
    }
    worker.schedule(this::work, pause, TimeUnit.NANOSECONDS);
  }

  /** All tenants, and then one that had more to build than could be named or could wait. */
  private void sweep() {
    long now = thisHour();
    try {
      int found = sweep(null, sweptFrom, now);
      sweptFrom = found < RollupBuilder.MAX_FOUND ? now - SWEPT_HOURS : sweptFrom;
      TenantId incomplete = queue.pollIncomplete();
      if (incomplete != null) {
        sweep(incomplete, 0, now);
      }
    } catch (RuntimeException e) {
      LOG.warn("rollups that are out of date are looked for again in a minute", e);
    }
  }

  private int sweep(@Nullable TenantId tenant, long from, long now) {
    List<Chunk> found = builder.outOfDate(tenant, from, now);
    Map<TenantId, Map<Symbol, List<Long>>> hours =
        found.stream()
            .collect(
                Collectors.groupingBy(
                    Chunk::tenant,
                    Collectors.groupingBy(
                        Chunk::symbol,
                        Collectors.mapping(Chunk::hour, Collectors.toList()))));
    hours.forEach(
        (of, bySymbol) -> {
          bySymbol.forEach((symbol, some) -> queue.add(of, symbol, some, System.nanoTime(), now));
          if (bySymbol.values().stream().mapToInt(List::size).sum()
              >= RollupBuilder.MAX_FOUND_OF_TENANT) {
            queue.incomplete(of);
          }
        });
    return found.size();
  }

  /** Since 1970. */
  private static long thisHour() {
    return System.currentTimeMillis() / Duration.ofHours(1).toMillis();
  }

  @Override
  @PreDestroy
  public void close() {
    worker.shutdownNow();
  }
}
