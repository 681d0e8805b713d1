package dev.quintet.adapters.in.grpc;

import dev.quintet.application.marketdata.TickIngestion;
import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.marketdata.TickReceipt;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.marketdata.v1.IngestTicksResponse;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One stream of batches. Each batch is stored on a virtual thread of its own and answered when it is
 * durable; the next message is read only while few enough batches and rows are unanswered and the
 * answers are read. When the producer leaves, what waits of its batches is given up; what is being
 * written is written.
 */
final class IngestStream extends ServerCall.Listener<Inbound<TickMessage>> {

  /** What all streams share. */
  record House(TickIngestion ingestion, IngestBudget budget, GrpcSettings settings, Clock clock) {}

  private final ServerCall<?, IngestTicksResponse> call;
  private final Principal principal;
  private final TenantId tenant;
  private final House house;
  private final Consumer<IngestStream> onEnd;

  private final Object lock = new Object();
  private final Set<Thread> workers = new HashSet<>();
  private int batches;
  private long rows;

  /** A message was asked for. */
  private boolean reading;

  /** The budget asks us to go on when there is room. */
  private boolean stopped;

  /** Nothing more is read: the producer ended its side, or a problem ended the stream. */
  private boolean lastRead;

  private @Nullable Problem problem;
  private boolean answering;
  private boolean over;

  IngestStream(
      ServerCall<?, IngestTicksResponse> call,
      Principal principal,
      House house,
      Consumer<IngestStream> onEnd) {
    this.call = call;
    this.principal = principal;
    this.tenant = principal.tenant();
    this.house = house;
    this.onEnd = onEnd;
  }

  void begin() {
    onReady();
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
  public void onMessage(Inbound<TickMessage> message) {
    switch (message) {
      case Inbound.Malformed<TickMessage>(Problem why) -> end(why);
      case Inbound.Message<TickMessage>(TickMessage batch) -> begin(batch);
    }
  }

  private void begin(TickMessage message) {
    house.budget().take(tenant, message.rows());
    Thread worker = Thread.ofVirtual().name("ingest").unstarted(() -> work(message));
    synchronized (lock) {
      reading = false;
      batches++;
      rows += message.rows();
      workers.add(worker);
      readOn();
    }
    worker.start();
  }

  private void work(TickMessage message) {
    int held = message.rows();
    IngestTicksResponse answer = null;
    try {
      answer = answer(message);
    } finally {
      answered(held, answer);
      house.budget().release(tenant, held);
    }
  }

  private @Nullable IngestTicksResponse answer(TickMessage message) {
    try {
      TickBatch batch = message.batch(house.clock().instant());
      Deadline deadline = Deadline.after(house.settings().ingestDeadline());
      TickReceipt receipt = house.ingestion().ingest(principal, batch, deadline);
      return IngestAnswers.of(message.batchId(), receipt);
    } catch (Exception e) {
      // Who left needs no answer, and what an interrupt breaks is no news.
      return isOver() ? null : IngestAnswers.of(message.batchId(), ProblemStatus.of(e));
    }
  }

  private void answered(int held, @Nullable IngestTicksResponse answer) {
    synchronized (lock) {
      workers.remove(Thread.currentThread());
      batches--;
      rows -= held;
      if (!over && answer != null) {
        send(answer);
      }
      closeIfDone();
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
        || batches >= house.settings().streamBatches()
        || rows >= house.settings().streamRows()
        || !call.isReady()) {
      return;
    }
    stopped = !house.budget().mayRead(tenant, this::resume);
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
    if (!lastRead || batches > 0 || over) {
      return;
    }
    over = true;
    if (problem == null) {
      call.close(Status.OK, new Metadata());
    } else {
      ProblemStatus status = ProblemStatus.of(problem);
      call.close(status.status(), status.trailers());
    }
    onEnd.accept(this);
  }

  private boolean isOver() {
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
    synchronized (lock) {
      over = true;
      workers.forEach(Thread::interrupt);
    }
    onEnd.accept(this);
  }
}
