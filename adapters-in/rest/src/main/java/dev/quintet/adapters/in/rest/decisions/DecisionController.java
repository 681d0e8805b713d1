package dev.quintet.adapters.in.rest.decisions;

import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.adapters.in.rest.kit.Query;
import dev.quintet.adapters.in.rest.kit.ShortReads;
import dev.quintet.adapters.in.rest.kit.TableAnswers;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.decisions.DecisionReading;
import dev.quintet.domain.decisions.Decision;
import dev.quintet.domain.decisions.DecisionFilter;
import dev.quintet.domain.decisions.DecisionId;
import dev.quintet.domain.decisions.Outcome;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.tenancy.UserId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Decisions of agents. */
@Controller("/api/v1/decisions")
final class DecisionController {

  private final DecisionReading decisions;
  private final TableAnswers tables;
  private final ShortReads reads;

  DecisionController(DecisionReading decisions, TableAnswers tables, ShortReads reads) {
    this.decisions = decisions;
    this.tables = tables;
    this.reads = reads;
  }

  @Get
  @Produces({MediaType.APPLICATION_JSON, TableAnswers.CSV})
  @Operation(
      value = "Decisions in the order of their time, each with the outcome that counts",
      query = {
        "user", "agent", "symbol", "type", "outcome", "model_version", "from", "to", "operation",
        "page_size", "cursor"
      },
      answer = DecisionsBody.class,
      answers = "200 A page",
      answerHeaders = TableAnswers.NEXT_CURSOR)
  CompletableFuture<HttpResponse<byte[]>> listDecisions(Caller caller, HttpRequest<?> request) {
    Query query = Query.of(request);
    DecisionFilter filter = filter(query);
    @Nullable OperationId operation = query.find("operation").map(OperationId::new).orElse(null);
    return reads.waiting(
        () -> {
          DecisionsBody body =
              DecisionsBody.of(
                  decisions.list(
                      caller.principal(),
                      filter,
                      operation,
                      query.cursor(),
                      query.pageSize(),
                      caller.deadline()));
          return tables.answer(query, body, body.nextCursor(), body.table());
        });
  }

  private static DecisionFilter filter(Query query) {
    return new DecisionFilter(
        query.find("user").map(UserId::new).orElse(null),
        query.find("agent").orElse(null),
        query.find("symbol").map(Symbol::new).orElse(null),
        query.find("type").map(Decision.Type::of).orElse(null),
        query.find("outcome").map(Outcome.Result::of).orElse(null),
        query.find("model_version").orElse(null),
        query.find("from").map(text -> Query.instant("from", text)).orElse(null),
        query.find("to").map(text -> Query.instant("to", text)).orElse(null));
  }

  @Get("/{decision}")
  @Operation(
      value = "A decision, with why it was made",
      answer = DecisionBody.class,
      answers = "200 The decision")
  CompletableFuture<DecisionBody> getDecision(Caller caller, @PathVariable String decision) {
    DecisionId id = new DecisionId(decision);
    return reads.answer(
        caller,
        () -> DecisionBody.of(decisions.get(caller.principal(), id, caller.deadline())));
  }
}
