package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseConfiguration;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.tenancy.TenantId;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
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
  private static final long LONGEST_PAUSE_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long SWEEP_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long SWEPT_HOURS = 48;

  private final RollupBuilder builder;
  private final RollupSweep sweep;
  private final long pauseNanos;
  private final RollupQueue queue;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition added = lock.newCondition();
  private @Nullable Thread worker;
  private boolean closed;
  private boolean sweeping;
  private long nextSweep;

  // Only the worker uses them.
  private int failures;
  private long sweptFrom;

  Rollups(RollupBuilder builder, RollupSweep sweep, ClickHouseConfiguration configuration) {
    Duration delay = configuration.rollupDelay();
    this.builder = builder;
    this.sweep = sweep;
    this.pauseNanos = delay.toNanos();
    this.queue = new RollupQueue(delay);
  }

  /** The batch was stored, or a part of it. */
  void touched(TenantTicks ticks) {
    add(Chunk.of(ticks));
  }

  /** A read found that the rollups of these hours are not up to date. */
  void wanted(TenantId tenant, Symbol symbol, List<Long> hours) {
    add(hours.stream().map(hour -> new Chunk(tenant, symbol, hour)).toList());
  }

  /** Begins to look for what is out of date: once in all hours, then every minute in late ones. */
  public void beginSweeps() {
    lock.lock();
    try {
      sweeping = true;
      nextSweep = System.nanoTime();
    } finally {
      lock.unlock();
    }
    add(List.of());
  }

  private void add(Collection<Chunk> chunks) {
    lock.lock();
    try {
      queue.add(chunks, System.nanoTime());
      if (worker == null && !closed) {
        worker = Thread.ofPlatform().daemon().name("clickhouse-rollups").start(this::work);
      }
      added.signal();
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    try {
      while (true) {
        RollupQueue.Work work = next();
        if (work == null) {
          sweep();
        } else {
          build(work);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("no more rollups are built");
    }
  }

  private void build(RollupQueue.Work work) throws InterruptedException {
    try {
      builder.build(work.tenant(), work.symbol(), work.hours());
      failures = 0;
    } catch (RuntimeException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (failures == 0) {
        LOG.warn("rollups wait until ClickHouse builds them again", e);
      }
      failures = Math.min(failures + 1, 16);
      wanted(work.tenant(), work.symbol(), work.hours());
      TimeUnit.NANOSECONDS.sleep(Math.min(LONGEST_PAUSE_NANOS, pauseNanos << failures));
    }
  }

  private void sweep() {
    long now = System.currentTimeMillis() / Duration.ofHours(1).toMillis();
    try {
      List<Chunk> found = sweep.outOfDate(sweptFrom, now);
      sweptFrom = now - SWEPT_HOURS;
      add(found);
    } catch (RuntimeException e) {
      LOG.warn("rollups that are out of date are looked for again in a minute", e);
    }
  }

  /** The next work; null: it is time for a sweep. */
  private RollupQueue.@Nullable Work next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        long now = System.nanoTime();
        if (sweeping && now - nextSweep >= 0) {
          nextSweep = now + SWEEP_NANOS;
          return null;
        }
        RollupQueue.Work work = queue.poll(now, System.currentTimeMillis());
        if (work != null) {
          return work;
        }
        long left = sweeping ? nextSweep - now : Long.MAX_VALUE;
        if (queue.isEmpty()) {
          added.awaitNanos(left);
        } else {
          left = Math.min(left, pauseNanos);
          while (left > 0) {
            left = added.awaitNanos(left);
          }
        }
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  @PreDestroy
  public void close() {
    lock.lock();
    try {
      closed = true;
      if (worker != null) {
        worker.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }
}
