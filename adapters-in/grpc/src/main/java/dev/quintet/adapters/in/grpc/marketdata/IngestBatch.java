package dev.quintet.adapters.in.grpc.marketdata;

import dev.quintet.application.calls.Failures;
import dev.quintet.application.marketdata.TickIngestion;
import dev.quintet.application.shared.FairShares;
import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.marketdata.TickReceipt;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A batch of a stream from its arrival to its answer. */
final class IngestBatch implements TickIngestion.Sender {

  private static final byte[] NONE = {};

  private final IngestStream stream;
  private final FairShares shares;
  private final TenantId tenant;
  private byte[] bytes;
  private String id = "";

  /** Of the rows that the bytes may hold, until they are decoded. */
  private volatile long weight;

  /** Once it is admitted. */
  private volatile @Nullable Runnable withdrawal;

  IngestBatch(byte[] bytes, IngestStream stream) {
    this.bytes = bytes;
    this.stream = stream;
    this.shares = stream.streams().ingestion.shares();
    this.tenant = stream.tenant();
    this.weight = TickIngestion.weight(TickMessage.mostRows(bytes.length));
  }

  /** What it was given of the tenant's share. */
  long weight() {
    return weight;
  }

  /** Decodes and checks it, which may take a while. */
  void admit(Supplier<TickIngestion.Producer> producer) {
    if (stream.isOver()) {
      drop();
      return;
    }
    try {
      TickBatch batch = decoded();
      Deadline deadline = Deadline.after(stream.streams().settings.ingestDeadline());
      withdrawal = stream.streams().ingestion.admit(producer.get(), batch, deadline, this);
      if (stream.isOver()) {
        withdraw();
      }
    } catch (IOException e) {
      stream.malformed();
      drop();
    } catch (RuntimeException e) {
      shares.release(tenant, weight);
      failed(e);
    }
  }

  private TickBatch decoded() throws IOException {
    TickMessage message = TickMessage.parse(bytes);
    bytes = NONE;
    id = message.batchId();
    TickBatch batch = message.batch(stream.principal(), stream.streams().clock.instant());
    long lighter = weight - TickIngestion.weight(batch.rows());
    weight -= lighter;
    shares.release(tenant, lighter);
    stream.lighter(lighter);
    return batch;
  }

  /** No producer waits for it any more. */
  void drop() {
    shares.release(tenant, weight);
    stream.answered(this, null);
  }

  @Override
  public void stored(TickReceipt receipt) {
    stream.answered(this, IngestAnswers.of(id, receipt));
  }

  @Override
  public void failed(ProblemException why) {
    stream.inItsName(() -> failed((RuntimeException) why));
  }

  private void failed(RuntimeException why) {
    // A producer that left needs no answer.
    stream.answered(
        this, stream.isOver() ? null : IngestAnswers.of(id, Failures.problem(why)));
  }

  /** The producer has left. */
  void withdraw() {
    Runnable waiting = withdrawal;
    if (waiting != null) {
      waiting.run();
    }
  }
}
