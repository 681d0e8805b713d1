package dev.quintet.application.shared;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers answers for less than their time to live, counted from before they were asked for: what
 * changed longer ago than that is never answered. One load per key at a time; failures are not
 * remembered. Holds at most {@code limit} answers and forgets the oldest first; keys that are being
 * asked about, which may be anything that callers make up, displace none.
 */
public final class ExpiringCache<K, V> {

  private final String dependency;
  private final long ttlNanos;
  private final int limit;
  private final LongSupplier nanoClock;
  private final ConcurrentHashMap<K, Entry<V>> entries = new ConcurrentHashMap<>();

  /** In the order in which they were answered, which is nearly that in which they expire. */
  private final ArrayDeque<Answered<K, V>> answered = new ArrayDeque<>();

  /**
   * @param dependency what is asked, named when a caller waited for its answer in vain
   * @param nanoClock a monotonic clock in nanoseconds, so that a jump of the wall clock cannot
   *     lengthen a life
   */
  public ExpiringCache(String dependency, Duration ttl, int limit, LongSupplier nanoClock) {
    this.dependency = dependency;
    this.ttlNanos = ttl.toNanos();
    this.limit = limit;
    this.nanoClock = nanoClock;
  }

  /** The answer for the key, remembered or loaded; what the load throws passes through. */
  public V get(K key, Function<K, V> load, Deadline deadline) {
    while (true) {
      long now = nanoClock.getAsLong();
      Entry<V> found = entries.get(key);
      if (found == null || now - found.askedAt >= ttlNanos) {
        Entry<V> mine = new Entry<>(now);
        if (replace(key, found, mine)) {
          return load(key, mine, load);
        }
      } else {
        V value = found.await(dependency, deadline);
        if (value != null) {
          return value;
        }
      }
    }
  }

  /** The answer if it is remembered; never waits. */
  public Optional<V> find(K key) {
    Entry<V> found = entries.get(key);
    return found == null || nanoClock.getAsLong() - found.askedAt >= ttlNanos
        ? Optional.empty()
        : Optional.ofNullable(found.answer.getNow(null));
  }

  private boolean replace(K key, @Nullable Entry<V> found, Entry<V> mine) {
    return found == null
        ? entries.putIfAbsent(key, mine) == null
        : entries.replace(key, found, mine);
  }

  private V load(K key, Entry<V> mine, Function<K, V> load) {
    boolean loaded = false;
    try {
      V value = load.apply(key);
      mine.answer.complete(value);
      remember(key, mine);
      loaded = true;
      return value;
    } finally {
      if (!loaded) {
        entries.remove(key, mine);
        // Those who waited ask again, each under its own deadline.
        mine.answer.complete(null);
      }
    }
  }

  private void remember(K key, Entry<V> mine) {
    long now = nanoClock.getAsLong();
    synchronized (answered) {
      answered.addLast(new Answered<>(key, mine));
      while (!answered.isEmpty()
          && (answered.size() > limit || now - answered.getFirst().entry.askedAt >= ttlNanos)) {
        Answered<K, V> oldest = answered.removeFirst();
        entries.remove(oldest.key, oldest.entry);
      }
    }
  }

  private record Answered<K, V>(K key, Entry<V> entry) {}

  private static final class Entry<V> {

    private final long askedAt;
    private final CompletableFuture<@Nullable V> answer = new CompletableFuture<>();

    private Entry(long askedAt) {
      this.askedAt = askedAt;
    }

    /** Null when the load failed. */
    private @Nullable V await(String dependency, Deadline deadline) {
      try {
        return answer.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException | ExecutionException e) {
        throw new ProblemException(new Problem.Unavailable(dependency), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ProblemException(new Problem.Unavailable(dependency), e);
      }
    }
  }
}
