package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseConfiguration;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.tenancy.TenantId;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
  private static final long LONGEST_PAUSE_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long SWEEP_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long SWEPT_HOURS = 48;

  private final RollupBuilder builder;
  private final long pauseNanos;
  private final RollupQueue queue;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("clickhouse-rollups").factory());

  // Only the worker uses them.
  private int failures;
  private long sweptFrom;

  Rollups(RollupBuilder builder, ClickHouseConfiguration configuration) {
    Duration delay = configuration.rollupDelay();
    this.builder = builder;
    this.pauseNanos = delay.toNanos();
    this.queue = new RollupQueue(delay);
    worker.schedule(this::work, pauseNanos, TimeUnit.NANOSECONDS);
  }

  /** The batch was stored, or a part of it. */
  void touched(TenantTicks ticks) {
    queue.add(Chunk.of(ticks), System.nanoTime());
  }

  /** A read found that the rollups of these hours are not up to date. */
  void wanted(TenantId tenant, Symbol symbol, List<Long> hours) {
    queue.add(
        hours.stream().map(hour -> new Chunk(tenant, symbol, hour)).toList(), System.nanoTime());
  }

  /** Begins to look for what is out of date: once in all hours, then every minute in late ones. */
  public void beginSweeps() {
    worker.scheduleWithFixedDelay(this::sweep, 0, SWEEP_NANOS, TimeUnit.NANOSECONDS);
  }

  /** Builds once, and again at once if there was something to build: a sweep may come between. */
  private void work() {
    RollupQueue.Work work = queue.poll(System.nanoTime(), thisHour());
    long pause = pauseNanos;
    if (work != null) {
      try {
        builder.build(work.tenant(), work.symbol(), work.hours());
        failures = 0;
        pause = 0;
      } catch (RuntimeException e) {
        if (worker.isShutdown()) {
          return;
        }
        if (failures == 0) {
          LOG.warn("rollups wait until ClickHouse builds them again", e);
        }
        failures = Math.min(failures + 1, 16);
        wanted(work.tenant(), work.symbol(), work.hours());
        pause = Math.min(LONGEST_PAUSE_NANOS, pauseNanos << failures);
      }
    }
    worker.schedule(this::work, pause, TimeUnit.NANOSECONDS);
  }

  private void sweep() {
    long now = thisHour();
    try {
      List<Chunk> found = builder.outOfDate(sweptFrom, now);
      sweptFrom = now - SWEPT_HOURS;
      queue.add(found, System.nanoTime());
    } catch (RuntimeException e) {
      LOG.warn("rollups that are out of date are looked for again in a minute", e);
    }
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
