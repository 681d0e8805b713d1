package dev.quintet.adapters.in.rest.kit;

import dev.quintet.application.calls.Caller;
import dev.quintet.application.shared.Workers;
import dev.quintet.domain.shared.CallContext;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Answers by one short read of PostgreSQL, on the threads that are ready for it, of which each tenant
 * has a share.
 */
@Singleton
public final class ShortReads {

  private final Workers workers;

  ShortReads(Workers workers) {
    this.workers = workers;
  }

  public <A> CompletableFuture<A> answer(Caller caller, Supplier<A> read) {
    CompletableFuture<A> answer = new CompletableFuture<>();
    workers
        .reads()
        .execute(caller.principal().owner(), CallContext.carried(() -> complete(answer, read)));
    return answer;
  }

  /** Answers by what waits, on a thread of its own. */
  public <A> CompletableFuture<A> waiting(Supplier<A> wait) {
    CompletableFuture<A> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("rest-wait")
        .start(CallContext.carried(() -> complete(answer, wait)));
    return answer;
  }

  private static <A> void complete(CompletableFuture<A> answer, Supplier<A> read) {
    try {
      answer.complete(read.get());
    } catch (RuntimeException | Error e) {
      answer.completeExceptionally(e);
    }
  }
}
