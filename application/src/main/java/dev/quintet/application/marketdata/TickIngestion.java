package dev.quintet.application.marketdata;

import dev.quintet.application.marketdata.PendingBatch.Outcome;
import dev.quintet.application.marketdata.PendingBatch.Sender;
import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.marketdata.BatchOutcome;
import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.marketdata.TickReceipt;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes ticks. Many small batches of many tenants become few large blocks. A batch is answered when
 * it is durable, refused, or its deadline is over; while the house is full nobody gets in: that is
 * how back-pressure reaches the producer.
 */
public final class TickIngestion implements AutoCloseable {

  /** Is told once what became of its batch, by a thread that it must not hold up. */
  public interface Caller {

    /** The batch is durable. */
    void stored(TickReceipt receipt);

    /** It is not, or nobody knows; see {@link TickIngestion#begin}. */
    void failed(ProblemException why);
  }

  /** A batch that was let in. */
  public interface Admitted {

    /** Takes the batch out of the line, unless it is being written: a write is never stopped. */
    void leave();
  }

  private static final Logger LOG = LoggerFactory.getLogger(TickIngestion.class);
  private static final Problem STOPPING =
      new Problem.Unavailable("tick ingestion (it is stopping)");
  private static final Duration COME_AGAIN = Duration.ofMillis(250);

  /** How long after its deadline a caller is told at the latest. */
  private static final Duration DEADLINE_WATCH = Duration.ofMillis(250);

  private final TickBlocks blocks;
  private final Access access;
  private final IngestionSettings settings;
  private final BatchQueue queue;
  private final RowBudget budget;
  private final ConcurrentHashMap<PendingBatch.Key, PendingBatch> inFlight =
      new ConcurrentHashMap<>();
  private final List<Thread> writers = new ArrayList<>();
  private final Thread deadlines;

  /** Starts its writers; {@link #close} ends them. */
  public TickIngestion(TickBlocks blocks, Access access, IngestionSettings settings) {
    this.blocks = blocks;
    this.access = access;
    this.settings = settings;
    this.queue = new BatchQueue(settings);
    this.budget = new RowBudget(settings.waitingRows(), settings.tenantRows());
    for (int writer = 1; writer <= settings.writers(); writer++) {
      writers.add(Thread.ofPlatform().daemon().name("tick-writer-" + writer).start(this::write));
    }
    this.deadlines = Thread.ofVirtual().name("tick-deadlines").start(this::watchDeadlines);
  }

  /**
   * Stores the admitted rows of the batch once, however often it is sent; they are durable on
   * return.
   *
   * @throws ProblemException Denied unless the call may write ticks; NotFound or NotReady when the tenant
   *     is not served; Conflict when the id was used for another batch; LimitExceeded when there was
   *     no room by the deadline, and Unavailable when no writer was free by then: nothing was done;
   *     OutcomeUnknown when the write had begun, or its answer was lost: send the batch again
   */
  public TickReceipt ingest(Principal principal, TickBatch batch, Deadline deadline) {
    PendingBatch mine = letIn(principal, batch, deadline, outcome -> {});
    return switch (await(mine, deadline)) {
      case Outcome.Recorded recorded -> receipt(batch, recorded);
      case Outcome.Failed(Problem problem, Throwable cause) ->
          throw new ProblemException(problem, cause);
    };
  }

  /**
   * {@link #ingest} without waiting for the end: the caller is told. Waits only while there is no
   * room, or another batch of the same id is in the house.
   *
   * @throws ProblemException as {@link #ingest}; then the caller is not told
   */
  public Admitted begin(Principal principal, TickBatch batch, Deadline deadline, Caller caller) {
    PendingBatch mine =
        letIn(principal, batch, deadline, outcome -> tell(caller, batch, outcome));
    return () -> giveUp(mine, null);
  }

  /** Rows that wait for a writer: how far behind the stores are. */
  public int waitingRows() {
    return queue.rows();
  }

  /** No new batches; those that wait are written. Returns when they are, or no longer can be. */
  @Override
  public void close() {
    queue.close();
    try {
      for (Thread writer : writers) {
        if (!writer.join(settings.writeTimeout())) {
          LOG.warn("{} did not end; its callers are told that the outcome is unknown", writer);
        }
      }
      deadlines.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private PendingBatch letIn(
      Principal principal, TickBatch batch, Deadline deadline, Consumer<Outcome> told) {
    Tenant tenant = access.tenant(principal, Permission.TICKS_WRITE, deadline);
    makeRoom(tenant, batch, deadline);
    Sender sender = new Sender(principal.subject(), System.nanoTime(), deadline, told);
    PendingBatch mine = new PendingBatch(tenant, batch, sender, this::ended);
    boolean claimed = false;
    try {
      claim(mine, deadline);
      claimed = true;
    } finally {
      if (!claimed) {
        budget.release(tenant.id(), batch.rows());
      }
    }
    if (!queue.add(mine)) {
      mine.end(new Outcome.Failed(STOPPING, null));
    }
    return mine;
  }

  private void makeRoom(Tenant tenant, TickBatch batch, Deadline deadline) {
    boolean room;
    try {
      room = budget.acquire(tenant.id(), batch.rows(), deadline);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    if (!room) {
      throw new ProblemException(
          new Problem.LimitExceeded(
              "ticks waiting to be stored", settings.tenantRows(), COME_AGAIN));
    }
  }

  /**
   * One batch of an id at a time: the second waits until the first has ended, and then the ledger
   * says whether it is a repetition, a conflict, or, if the first failed, new.
   */
  private void claim(PendingBatch mine, Deadline deadline) {
    PendingBatch first = inFlight.putIfAbsent(mine.key(), mine);
    while (first != null) {
      try {
        if (first.await(deadline) == null) {
          throw new ProblemException(new Problem.OutcomeUnknown(TickBlocks.OPERATION));
        }
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
      first = inFlight.putIfAbsent(mine.key(), mine);
    }
  }

  /** A caller that leaves takes its batch out of the line, but never stops a write. */
  private Outcome await(PendingBatch mine, Deadline deadline) {
    try {
      Outcome outcome = mine.await(deadline);
      return outcome == null ? giveUp(mine, null) : outcome;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return giveUp(mine, e);
    }
  }

  /** Ends the batch if no writer has it; else its end is not waited for. */
  private Outcome giveUp(PendingBatch mine, @Nullable InterruptedException why) {
    if (queue.withdraw(mine)) {
      Outcome outcome = new Outcome.Failed(new Problem.Unavailable("a writer of ticks"), why);
      mine.end(outcome);
      return outcome;
    }
    Outcome outcome = new Outcome.Failed(new Problem.OutcomeUnknown(TickBlocks.OPERATION), why);
    mine.tell(outcome);
    return outcome;
  }

  private void watchDeadlines() {
    try {
      while (true) {
        Thread.sleep(DEADLINE_WATCH);
        for (PendingBatch batch : inFlight.values()) {
          if (batch.deadline().expired()) {
            giveUp(batch, null);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void tell(Caller caller, TickBatch batch, Outcome outcome) {
    try {
      switch (outcome) {
        case Outcome.Recorded recorded -> caller.stored(receipt(batch, recorded));
        case Outcome.Failed(Problem problem, Throwable cause) ->
            caller.failed(new ProblemException(problem, cause));
      }
    } catch (RuntimeException e) {
      // The batch is what it is, and the writer goes on to tell the others.
      LOG.warn("a caller could not be told what became of its batch", e);
    }
  }

  private static TickReceipt receipt(TickBatch batch, Outcome.Recorded recorded) {
    BatchOutcome outcome = BatchOutcome.of(recorded.answer().outcome());
    return new TickReceipt(
        batch.id(),
        outcome.accepted(),
        recorded.answer().repeated() ? outcome.accepted() : 0,
        batch.crossed(),
        batch.rejected(),
        outcome.rejected(),
        recorded.answer().at());
  }

  /** Lets the next batch of the same id and others' rows in. */
  private void ended(PendingBatch batch) {
    inFlight.remove(batch.key(), batch);
    budget.release(batch.tenant(), batch.rows());
  }

  private void write() {
    try {
      List<PendingBatch> block = queue.take();
      while (!block.isEmpty()) {
        blocks.write(block, Deadline.after(settings.writeTimeout()));
        block = queue.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ProblemException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new ProblemException(new Problem.Unavailable("tick ingestion (the call ended)"), e);
  }
}
