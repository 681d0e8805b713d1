package dev.quintet.adapters.in.grpc.marketdata;

import dev.quintet.adapters.in.grpc.kit.Inbound;
import dev.quintet.adapters.in.grpc.kit.ProblemStatus;
import dev.quintet.application.marketdata.TickIngestion;
import dev.quintet.application.shared.FairShares;
import dev.quintet.application.shared.Workers;
import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.shared.CallContext;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.marketdata.v1.IngestTicksResponse;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One stream of batches. Its messages are decoded and checked one after the other by a worker of
 * {@link Workers#computing}, and answered when they are durable, by the thread that stored them; the
 * next message is read only while few enough batches and rows are unanswered, the tenant has room and
 * the answers are read. When the producer leaves, what waits of its batches is withdrawn; what is
 * being written is written.
 */
final class IngestStream extends ServerCall.Listener<Inbound<byte[]>> {

  /** After so much work others have a turn: a large batch, or many small ones. */
  private static final long TURN = TickIngestion.weight(TickBatch.MAX_ROWS);

  private final ServerCall<?, IngestTicksResponse> call;
  private final Principal principal;
  private final TenantId tenant;
  private final IngestStreams streams;
  private final FairShares shares;
  private final @Nullable CallContext callContext = CallContext.current();

  private final Object lock = new Object();
  private final Set<IngestBatch> unanswered = new HashSet<>();

  /** Those of them that are not decoded yet. */
  private final Queue<IngestBatch> arrived = new ArrayDeque<>();

  private long weight;

  /** A worker has the stream, or will have it. */
  private boolean computing;

  /** A message was asked for. */
  private boolean reading;

  /** The shares resume us when there is room. */
  private boolean stopped;

  /** Nothing more is read: the producer ended its side, or a problem ended the stream. */
  private boolean lastRead;

  private @Nullable Problem problem;
  private boolean answering;
  private boolean over;

  IngestStream(
      ServerCall<?, IngestTicksResponse> call, Principal principal, IngestStreams streams) {
    this.call = call;
    this.principal = principal;
    this.tenant = principal.tenant();
    this.streams = streams;
    this.shares = streams.ingestion.shares();
  }

  IngestStreams streams() {
    return streams;
  }

  Principal principal() {
    return principal;
  }

  TenantId tenant() {
    return tenant;
  }

  /** Does the work in the name of the call. */
  void inItsName(Runnable work) {
    CallContext.resume(callContext, work);
  }

  /** Reads nothing more, and ends the stream with the problem once all is answered. */
  void end(Problem why) {
    synchronized (lock) {
      problem = why;
      lastRead = true;
      closeIfDone();
    }
  }

  @Override
  public void onMessage(Inbound<byte[]> message) {
    switch (message) {
      case Inbound.Malformed<byte[]>(Problem why) -> end(why);
      case Inbound.Message<byte[]>(byte[] bytes) -> arrived(new IngestBatch(bytes, this));
    }
  }

  private void arrived(IngestBatch batch) {
    shares.take(tenant, batch.weight());
    boolean begin;
    synchronized (lock) {
      reading = false;
      weight += batch.weight();
      unanswered.add(batch);
      arrived.add(batch);
      begin = !computing;
      computing = true;
      readOn();
    }
    if (begin) {
      compute();
    }
  }

  /** Those who compute do not wait for a store, so a producer that is not remembered is asked for first. */
  private void compute() {
    streams
        .ingestion
        .remembered(principal)
        .ifPresentOrElse(
            producer -> compute(() -> producer),
            () ->
                streams.workers.reads().execute(tenant.value(), () -> inItsName(this::lookUp)));
  }

  private void lookUp() {
    try {
      Deadline deadline = Deadline.after(streams.settings.deadline());
      TickIngestion.Producer producer = streams.ingestion.producer(principal, deadline);
      compute(() -> producer);
    } catch (RuntimeException e) {
      compute(
          () -> {
            throw e;
          });
    }
  }

  private void compute(Supplier<TickIngestion.Producer> producer) {
    streams
        .workers
        .computing()
        .execute(tenant.value(), () -> inItsName(() -> computeOneTurn(producer)));
  }

  /** In the order of arrival, which is the order in which versions of a tick count. */
  private void computeOneTurn(Supplier<TickIngestion.Producer> producer) {
    long done = 0;
    while (done < TURN) {
      IngestBatch next;
      synchronized (lock) {
        next = arrived.poll();
        if (next == null) {
          computing = false;
          return;
        }
      }
      done += next.weight();
      next.admit(producer);
    }
    compute();
  }

  /** What arrived behind bytes that are no message is not looked at: the stream ends with them. */
  void malformed() {
    List<IngestBatch> behind;
    synchronized (lock) {
      behind = List.copyOf(arrived);
      arrived.clear();
    }
    end(Inbound.MALFORMED);
    behind.forEach(IngestBatch::drop);
  }

  /** The batch is answered, if the producer is still there. */
  void answered(IngestBatch batch, @Nullable IngestTicksResponse answer) {
    synchronized (lock) {
      unanswered.remove(batch);
      weight -= batch.weight();
      if (!over && answer != null) {
        send(answer);
      }
      closeIfDone();
      readOn();
    }
  }

  /** A batch turned out to be lighter. */
  void lighter(long by) {
    synchronized (lock) {
      weight -= by;
      readOn();
    }
  }

  private void send(IngestTicksResponse answer) {
    if (!answering) {
      answering = true;
      call.sendHeaders(new Metadata());
    }
    call.sendMessage(answer);
  }

  /** Asks for the next message if there is room for it; holds the lock. */
  private void readOn() {
    if (reading
        || stopped
        || lastRead
        || over
        || unanswered.size() >= streams.settings.streamBatches()
        || weight >= streams.settings.streamRows()
        || !call.isReady()) {
      return;
    }
    stopped = !shares.hasRoom(tenant, this::resume);
    if (!stopped) {
      reading = true;
      call.request(1);
    }
  }

  private void resume() {
    synchronized (lock) {
      stopped = false;
      readOn();
    }
  }

  private void closeIfDone() {
    if (!lastRead || !unanswered.isEmpty() || over) {
      return;
    }
    over = true;
    if (problem == null) {
      call.close(Status.OK, new Metadata());
    } else {
      call.close(ProblemStatus.status(problem), ProblemStatus.trailers(problem));
    }
    streams.ended(this);
  }

  boolean isOver() {
    synchronized (lock) {
      return over;
    }
  }

  @Override
  public void onReady() {
    synchronized (lock) {
      readOn();
    }
  }

  @Override
  public void onHalfClose() {
    synchronized (lock) {
      lastRead = true;
      closeIfDone();
    }
  }

  @Override
  public void onCancel() {
    List<IngestBatch> left;
    synchronized (lock) {
      over = true;
      left = List.copyOf(unanswered);
    }
    left.forEach(IngestBatch::withdraw);
    streams.ended(this);
  }
}
