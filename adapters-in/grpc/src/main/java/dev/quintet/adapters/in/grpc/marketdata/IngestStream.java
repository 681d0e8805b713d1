package dev.quintet.adapters.in.grpc.marketdata;

import dev.quintet.adapters.in.grpc.kit.GrpcSettings;
import dev.quintet.adapters.in.grpc.kit.Inbound;
import dev.quintet.adapters.in.grpc.kit.ProblemStatus;
import dev.quintet.application.calls.Failures;
import dev.quintet.application.marketdata.TickIngestion;
import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.marketdata.TickReceipt;
import dev.quintet.domain.shared.CallContext;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.marketdata.v1.IngestTicksResponse;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One stream of batches. Each batch is let in on a virtual thread of its own and answered when it is
 * durable, by the thread that stored it; the next message is read only while few enough batches and
 * rows are unanswered and the answers are read. When the producer leaves, what waits of its batches is
 * given up; what is being written is written.
 */
final class IngestStream extends ServerCall.Listener<Inbound<TickMessage>> {

  /** What all streams share. */
  record House(TickIngestion ingestion, IngestBudget budget, GrpcSettings settings, Clock clock) {}

  private final ServerCall<?, IngestTicksResponse> call;
  private final Principal principal;
  private final TenantId tenant;
  private final House house;
  private final Consumer<IngestStream> onEnd;
  private final @Nullable CallContext context = CallContext.current();

  private final Object lock = new Object();
  private final Set<Unanswered> unanswered = new HashSet<>();
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
    Unanswered batch = new Unanswered(message.batchId(), message.rows());
    batch.worker =
        Thread.ofVirtual()
            .name("ingest")
            .unstarted(() -> CallContext.resume(context, () -> batch.begin(message)));
    synchronized (lock) {
      reading = false;
      rows += message.rows();
      unanswered.add(batch);
      readOn();
    }
    batch.worker.start();
  }

  /** A batch from its arrival to its answer. */
  private final class Unanswered implements TickIngestion.Caller {

    private final String id;
    private final int held;

    /** Lets it in, which may take a while. */
    private @Nullable Thread worker;

    private TickIngestion.@Nullable Admitted admitted;

    Unanswered(String id, int held) {
      this.id = id;
      this.held = held;
    }

    void begin(TickMessage message) {
      try {
        TickBatch batch = message.batch(house.clock().instant());
        Deadline deadline = Deadline.after(house.settings().ingestDeadline());
        admitted(house.ingestion().begin(principal, batch, deadline, this));
      } catch (Exception e) {
        failed(e);
      }
    }

    private void admitted(TickIngestion.Admitted now) {
      boolean left;
      synchronized (lock) {
        worker = null;
        admitted = now;
        left = over;
      }
      if (left) {
        now.leave();
      }
    }

    @Override
    public void stored(TickReceipt receipt) {
      answered(IngestAnswers.of(id, receipt));
    }

    @Override
    public void failed(ProblemException why) {
      CallContext.resume(context, () -> failed((Exception) why));
    }

    private void failed(Exception why) {
      // Who left needs no answer, and what an interrupt breaks is no news.
      answered(isOver() ? null : IngestAnswers.of(id, Failures.problem(why)));
    }

    private void answered(@Nullable IngestTicksResponse answer) {
      try {
        synchronized (lock) {
          unanswered.remove(this);
          rows -= held;
          if (!over && answer != null) {
            send(answer);
          }
          closeIfDone();
          readOn();
        }
      } finally {
        house.budget().release(tenant, held);
      }
    }

    /** The producer has left. */
    void leave() {
      Thread thread;
      TickIngestion.Admitted waiting;
      synchronized (lock) {
        thread = worker;
        waiting = admitted;
      }
      if (waiting != null) {
        waiting.leave();
      } else if (thread != null) {
        thread.interrupt();
      }
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
        || unanswered.size() >= house.settings().streamBatches()
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
    if (!lastRead || !unanswered.isEmpty() || over) {
      return;
    }
    over = true;
    if (problem == null) {
      call.close(Status.OK, new Metadata());
    } else {
      call.close(ProblemStatus.status(problem), ProblemStatus.trailers(problem));
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
    List<Unanswered> left;
    synchronized (lock) {
      over = true;
      left = List.copyOf(unanswered);
    }
    left.forEach(Unanswered::leave);
    onEnd.accept(this);
  }
}
