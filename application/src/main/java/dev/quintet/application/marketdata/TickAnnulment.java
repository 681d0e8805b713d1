package dev.quintet.application.marketdata;

import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.marketdata.TickReceipt;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Principal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Withdraws ticks, in the order of what is ingested. */
public final class TickAnnulment {

  private final TickIngestion ingestion;

  public TickAnnulment(TickIngestion ingestion) {
    this.ingestion = ingestion;
  }

  /**
   * Annuls all ticks of the batch, or none.
   *
   * @param batch with {@link dev.quintet.domain.marketdata.BatchTerms#annuls}
   * @throws ProblemException Denied unless the caller may write ticks; NotFound when one is not stored;
   *     and what {@link TickIngestion#admit} notifies its sender of
   */
  public TickReceipt annul(Principal principal, TickBatch batch, Deadline deadline) {
    TickIngestion.Producer producer = ingestion.producer(principal, deadline);
    ingestion
        .shares()
        .acquire(principal.tenant(), TickIngestion.weight(batch.rows()), deadline);
    CompletableFuture<TickReceipt> end = new CompletableFuture<>();
    ingestion.admit(
        producer,
        batch,
        deadline,
        new TickIngestion.Sender() {
          @Override
          public void stored(TickReceipt receipt) {
            end.complete(receipt);
          }

          @Override
          public void failed(ProblemException why) {
            end.completeExceptionally(why);
          }
        });
    try {
      return end.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof ProblemException why ? why : e;
    }
  }
}
