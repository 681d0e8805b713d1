package dev.quintet.application.marketdata;

import dev.quintet.application.shared.FairShares;
import dev.quintet.application.tenancy.Access;
import dev.quintet.application.tenancy.UsageAdmission;
import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.marketdata.TickReceipt;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.writes.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes ticks. Many small batches of many tenants become few large blocks. A batch is answered when
 * it is durable, refused, or its deadline is over. What is under way is bounded by {@link #shares}: a
 * protocol reads no further while there is no room, which is how back-pressure reaches the producer.
 */
public final class TickIngestion implements AutoCloseable {

  /** Notified once of the end of its batch, by a thread that it must not hold up. */
  public interface Sender {

    /** The batch is durable. */
    void stored(TickReceipt receipt);

    /** It is not, or nobody knows; see {@link TickIngestion#admit}. */
    void failed(ProblemException why);
  }

  /** Who may write ticks, and for whom; good for as long as a tenant is remembered. */
  public static final class Producer {

    private final Tenant tenant;
    private final Subject subject;

    private Producer(Tenant tenant, Principal principal) {
      this.tenant = tenant;
      this.subject = principal.subject();
    }

    /** What a call for one user adds is that user's, whatever its adapter made of it. */
    private void requireOwned(TickBatch batch) {
      if (subject.user() != null && !subject.user().equals(batch.user())) {
        throw new IllegalArgumentException("a batch of another than its caller acts for");
      }
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(TickIngestion.class);
  private static final Problem STOPPING =
      new Problem.Unavailable("tick ingestion (it is stopping)");

  /** What a batch weighs on top of its rows, in rows: its objects are about as large. */
  private static final int PER_BATCH = 32;

  /** How long after its deadline a sender is notified at the latest. */
  private static final Duration DEADLINE_WATCH = Duration.ofMillis(250);

  private final BlockWriter blocks;
  private final Access access;
  private final UsageAdmission quotas;
  private final IngestionSettings settings;
  private final BatchQueue queue;

  /** Those about which the store is asked before they are written. */
  private final BatchQueue deferred;

  private final FairShares shares;
  private final ConcurrentHashMap<Write.Key, PendingBatch> inFlight =
      new ConcurrentHashMap<>();
  private final List<Thread> writers = new ArrayList<>();
  private final List<Thread> deferredWriters = new ArrayList<>();
  private final Thread deadlines;

  /** Starts its writers; {@link #close} ends them. */
  public TickIngestion(
      BlockWriter blocks,
      Access access,
      UsageAdmission quotas,
      ReceiptClock clock,
      IngestionSettings settings) {
    this.blocks = blocks;
    this.quotas = quotas;
    this.access = access;
    this.settings = settings;
    this.queue = BatchQueue.shared(settings, clock);
    this.deferred = BatchQueue.servingAlone(settings.withoutDelay(), clock);
    this.shares =
        new FairShares(
            "ticks waiting to be stored", settings.waitingRows(), settings.tenantRows());
    for (int writer = 1; writer <= settings.writers(); writer++) {
      Thread.Builder name = Thread.ofPlatform().daemon();
      writers.add(name.name("tick-writer-" + writer).start(this::write));
      deferredWriters.add(
          name.name("tick-writer-deferred-" + writer).start(this::writeDeferred));
    }
    this.deadlines = Thread.ofVirtual().name("tick-deadlines").start(this::watchDeadlines);
  }

  /** What a batch of so many rows weighs in {@link #shares}. */
  public static long weight(int rows) {
    return rows + PER_BATCH;
  }

  /** The work that is under way, from the arrival of a batch to its end. */
  public FairShares shares() {
    return shares;
  }

  /**
   * The caller, if it may write ticks.
   *
   * @throws ProblemException Denied unless the call may write ticks; NotFound or NotReady when the
   *     tenant is not served
   */
  public Producer producer(Principal principal, Deadline deadline) {
    return new Producer(access.tenant(principal, Permission.TICKS_WRITE, deadline), principal);
  }

  /** {@link #producer} without waiting: empty when the tenant has to be looked up. */
  public Optional<Producer> remembered(Principal principal) {
    return access
        .remembered(principal, Permission.TICKS_WRITE)
        .map(tenant -> new Producer(tenant, principal));
  }

  /**
   * Stores the admitted rows of the batch once, however often it is sent. The caller has taken the
   * batch's {@link #weight} from {@link #shares}, where it is released when the batch has ended.
   * Batches of one caller are written in the order in which they were admitted. Two of the same id are
   * written one after the other: the second is a repetition, a conflict, or, if the first failed, new.
   *
   * <p>The ticks are the batch's user's, who is the one that the caller acts for when it acts for one.
   *
   * <p>The sender is notified of LimitExceeded when all rows of the batch together exceed what the
   * tenant may still use, unless it is a repetition: nothing was done; of Conflict when the id was used
   * for another batch; of Unavailable when no writer was free by the deadline: nothing was done; of
   * OutcomeUnknown when the write had begun by then, or its answer was lost: send the batch again.
   *
   * @return ends the batch unless it is being written: a write is never stopped
   */
  public Runnable admit(
      Producer producer, TickBatch batch, Deadline deadline, Sender sender) {
    producer.requireOwned(batch);
    var origin = new PendingBatch.Origin(producer.subject, System.nanoTime(), deadline, sender);
    PendingBatch mine = new PendingBatch(producer.tenant, batch, origin, this::ended);
    try {
      quotas.admit(producer.subject, UsageType.TICKS_PROCESSED, batch.rows());
    } catch (ProblemException e) {
      mine.exceeds(e.problem());
    }
    enqueue(mine);
    return () -> withdraw(mine);
  }

  /** Rows that wait for a writer: how far behind the stores are. */
  public int waitingRows() {
    return queue.rows() + deferred.rows();
  }

  /** No new batches; those that wait are written. Returns when they are, or no longer can be. */
  @Override
  public void close() {
    queue.close();
    try {
      join(writers);
      deferred.close();
      join(deferredWriters);
      deadlines.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void join(List<Thread> threads) throws InterruptedException {
    for (Thread writer : threads) {
      if (!writer.join(settings.writeTimeout())) {
        LOG.warn("{} did not end; the outcome of its batches is unknown", writer);
      }
    }
  }

  /** One batch of an id at a time. */
  private void enqueue(PendingBatch mine) {
    PendingBatch first = inFlight.putIfAbsent(mine.key(), mine);
    while (first != null) {
      if (first.follow(mine)) {
        return;
      }
      first = inFlight.putIfAbsent(mine.key(), mine);
    }
    if (mine.notified()) {
      // Its sender left, or its deadline passed, while it followed another.
      mine.failed(new Problem.OutcomeUnknown(BlockWriter.OPERATION), null);
    } else if (!queue.add(mine)) {
      mine.failed(STOPPING, null);
    }
  }

  /** Ends the batch if no writer has it; else its end is not waited for. */
  private void withdraw(PendingBatch batch) {
    if (queue.withdraw(batch)) {
      batch.failed(new Problem.Unavailable("a writer of ticks"), null);
    } else if (deferred.withdraw(batch)) {
      blocks.forget(List.of(batch));
      batch.failed(new Problem.Unavailable("a writer of ticks"), null);
    } else {
      batch.notifySender(
          sender ->
              sender.failed(
                  new ProblemException(new Problem.OutcomeUnknown(BlockWriter.OPERATION))));
    }
  }

  private void watchDeadlines() {
    try {
      while (true) {
        Thread.sleep(DEADLINE_WATCH);
        for (PendingBatch batch : inFlight.values()) {
          withdrawIfExpired(batch);
          batch.followers().forEach(this::withdrawIfExpired);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void withdrawIfExpired(PendingBatch batch) {
    if (batch.expired() && !batch.notified()) {
      withdraw(batch);
    }
  }

  /** Makes room, also for the next batch of the same id. */
  private void ended(PendingBatch batch) {
    inFlight.remove(batch.key(), batch);
    shares.release(batch.tenant(), weight(batch.rows()));
    batch.settle(quotas);
    batch.followers().forEach(this::enqueue);
  }

  private void write() {
    write(
        queue,
        (block, deadline) -> {
          List<PendingBatch> later = blocks.write(block, deadline);
          if (!deferred.addAll(later)) {
            blocks.forget(later);
            later.forEach(batch -> batch.failed(STOPPING, null));
          }
        });
  }

  private void writeDeferred() {
    write(
        deferred,
        (block, deadline) -> {
          blocks.writeDeferred(block, deadline);
          deferred.done(block);
        });
  }

  private void write(BatchQueue from, BiConsumer<List<PendingBatch>, Deadline> how) {
    try {
      List<PendingBatch> block = from.take();
      while (!block.isEmpty()) {
        how.accept(block, Deadline.after(settings.writeTimeout()));
        block = from.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
