package dev.quintet.application.shared;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Bounds the work of one kind that is under way, for all and for each tenant. The caller weighs its
 * work. Within a tenant the order of arrival holds; while all together is full, tenants take turns,
 * so that one tenant's flood keeps nobody else waiting for longer than one piece of work of each.
 * Work that is heavier than a bound is done alone. Each operation takes the same short time, however
 * many tenants there are and however many wait.
 */
public final class FairShares {

  private static final Duration RETRY_AFTER = Duration.ofMillis(250);

  /** How long {@link #within} waits for room. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final String meter;
  private final long all;
  private final long each;
  private final Map<Object, Share> shares = new HashMap<>();

  /** Those whose next waits for nothing but room in the whole. */
  private final ArrayDeque<Share> turns = new ArrayDeque<>();

  private long used;
  private int waiting;

  /**
   * @param meter what is bounded, in words for a caller who is refused
   * @param all weight of the work of all tenants, at least that of each
   * @param each weight of the work of one tenant, at least 1
   */
  public FairShares(String meter, long all, long each) {
    if (each < 1 || all < each) {
      throw new IllegalArgumentException(
          meter + ": " + each + " for each tenant of " + all + " for all");
    }
    this.meter = meter;
    this.all = all;
    this.each = each;
  }

  /** What is under way. */
  public synchronized long used() {
    return used;
  }

  /** How many wait for room. */
  public synchronized int waiting() {
    return waiting;
  }

  /** Tenants with work that is under way or waits. */
  synchronized int tenants() {
    return shares.size();
  }

  /**
   * Takes the weight, whatever is taken already, for work that is here and cannot be sent back;
   * {@link #release} must follow.
   */
  public synchronized void take(Object tenant, long weight) {
    take(share(tenant), weight);
  }

  /**
   * Whether there is room for more work of the tenant. If not, {@code resume} is run once there is,
   * by the thread that released some; it must not block, and asks again. Nothing is taken.
   */
  public synchronized boolean hasRoom(Object tenant, Runnable resume) {
    Share share = shares.get(tenant);
    if (share == null ? used < all && turns.isEmpty() : mayTake(share, 0)) {
      return true;
    }
    await(share(tenant), new Waiter(0, resume));
    return false;
  }

  /**
   * Takes the weight as soon as there is room; {@link #release} must follow.
   *
   * @throws ProblemException LimitExceeded when there was none by the deadline, Unavailable when the
   *     thread was interrupted: nothing is taken
   */
  public void acquire(Object tenant, long weight, Deadline deadline) {
    CountDownLatch granted = new CountDownLatch(1);
    Waiter waiter = new Waiter(weight, granted::countDown);
    if (takeOrWait(tenant, waiter)) {
      return;
    }
    try {
      if (!granted.await(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)
          && giveUp(tenant, waiter)) {
        throw new ProblemException(new Problem.LimitExceeded(meter, each, RETRY_AFTER));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      if (!giveUp(tenant, waiter)) {
        release(tenant, weight);
      }
      throw new ProblemException(new Problem.Unavailable(meter + " (the call ended)"), e);
    }
  }

  /**
   * Takes the weight and then runs {@code granted}: now, or as soon as there is room, by the thread
   * that released some; it must not block. {@link #release} must follow.
   */
  public void whenGranted(Object tenant, long weight, Runnable granted) {
    if (takeOrWait(tenant, new Waiter(weight, granted))) {
      granted.run();
    }
  }

  private synchronized boolean takeOrWait(Object tenant, Waiter waiter) {
    Share share = share(tenant);
    boolean taken = mayTake(share, waiter.weight);
    if (taken) {
      take(share, waiter.weight);
    } else {
      await(share, waiter);
    }
    return taken;
  }

  /**
   * Does the work while its weight is taken.
   *
   * @throws ProblemException as {@link #acquire}, after two seconds or at the deadline
   */
  public <T> T within(Object tenant, long weight, Deadline deadline, Supplier<T> work) {
    acquire(
        tenant,
        weight,
        deadline.remaining().compareTo(PATIENCE) < 0 ? deadline : Deadline.after(PATIENCE));
    try {
      return work.get();
    } finally {
      release(tenant, weight);
    }
  }

  /** {@link #within} for work that gives nothing. */
  public void during(Object tenant, long weight, Deadline deadline, Runnable work) {
    within(
        tenant,
        weight,
        deadline,
        () -> {
          work.run();
          return true;
        });
  }

  /** Gives back what was taken, all or a part of it. */
  public void release(Object tenant, long weight) {
    List<Waiter> granted;
    synchronized (this) {
      Share share = shares.get(tenant);
      if (share == null || share.used < weight) {
        throw new IllegalStateException("more was released than taken");
      }
      share.used -= weight;
      used -= weight;
      granted = waiting == 0 ? List.of() : grant(share);
      forgetIfUnused(tenant, share);
    }
    granted.forEach(waiter -> waiter.granted.run());
  }

  private Share share(Object tenant) {
    return shares.computeIfAbsent(tenant, Share::new);
  }

  private void take(Share share, long weight) {
    share.used += weight;
    used += weight;
  }

  private boolean mayTake(Share share, long weight) {
    return share.waiting.isEmpty()
        && turns.isEmpty()
        && fits(share.used, weight, each)
        && fits(used, weight, all);
  }

  /** A weight of 0 only asks for room, and there must be some. */
  private static boolean fits(long used, long weight, long most) {
    return used == 0 || used + Math.max(weight, 1) <= most;
  }

  private void await(Share share, Waiter waiter) {
    share.waiting.add(waiter);
    waiting++;
    takeTurns(share);
  }

  /** Puts the tenant in the line for the whole if its own share is no hindrance. */
  private void takeTurns(Share share) {
    if (!share.inTurns
        && !share.waiting.isEmpty()
        && fits(share.used, share.waiting.getFirst().weight, each)) {
      share.inTurns = true;
      turns.addLast(share);
    }
  }

  /** Grants what there is room for, after that of a share has changed. */
  private List<Waiter> grant(Share changed) {
    takeTurns(changed);
    List<Waiter> granted = new ArrayList<>();
    while (!turns.isEmpty()) {
      Share share = turns.getFirst();
      boolean next = !share.waiting.isEmpty();
      if (next && fits(share.used, share.waiting.getFirst().weight, each)) {
        if (!fits(used, share.waiting.getFirst().weight, all)) {
          return granted;
        }
        Waiter waiter = share.waiting.removeFirst();
        waiting--;
        take(share, waiter.weight);
        granted.add(waiter);
      }
      turns.removeFirst();
      share.inTurns = false;
      takeTurns(share);
      forgetIfUnused(share.tenant, share);
    }
    return granted;
  }

  /** Whether it still waited. What waited behind it may fit. */
  private boolean giveUp(Object tenant, Waiter waiter) {
    List<Waiter> granted;
    synchronized (this) {
      Share share = shares.get(tenant);
      if (share == null || !share.waiting.remove(waiter)) {
        return false;
      }
      waiting--;
      granted = grant(share);
      forgetIfUnused(tenant, share);
    }
    granted.forEach(next -> next.granted.run());
    return true;
  }

  private void forgetIfUnused(Object tenant, Share share) {
    if (share.used == 0 && share.waiting.isEmpty() && !share.inTurns) {
      shares.remove(tenant);
    }
  }

  /** Compared by identity. */
  private static final class Waiter {
    private final long weight;
    private final Runnable granted;

    private Waiter(long weight, Runnable granted) {
      this.weight = weight;
      this.granted = granted;
    }
  }

  private static final class Share {
    private final Object tenant;
    private final LinkedHashSet<Waiter> waiting = new LinkedHashSet<>();
    private long used;
    private boolean inTurns;

    private Share(Object tenant) {
      this.tenant = tenant;
    }
  }
}
