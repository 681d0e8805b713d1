package dev.quintet.application.marketdata;

import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.marketdata.TickReceipt;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Principal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends a batch as a protocol does, and waits for its end. */
final class WaitingSender implements TickIngestion.Sender {

  private final CompletableFuture<TickReceipt> end = new CompletableFuture<>();

  /** The receipt; withdraws the batch when the thread is interrupted or the deadline is over. */
  static TickReceipt ingest(
      TickIngestion ingestion, Principal principal, TickBatch batch, Deadline deadline) {
    TickIngestion.Producer producer = ingestion.producer(principal, deadline);
    ingestion
        .shares()
        .acquire(principal.tenant(), TickIngestion.weight(batch.rows()), deadline);
    WaitingSender sender = new WaitingSender();
    Runnable withdrawal = ingestion.admit(producer, batch, deadline, sender);
    try {
      return sender.end.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      withdrawal.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      withdrawal.run();
    } catch (ExecutionException e) {
      // Thrown below.
    }
    try {
      return sender.end.join();
    } catch (CompletionException e) {
      throw (ProblemException) e.getCause();
    }
  }

  @Override
  public void stored(TickReceipt receipt) {
    end.complete(receipt);
  }

  @Override
  public void failed(ProblemException why) {
    end.completeExceptionally(why);
  }
}
