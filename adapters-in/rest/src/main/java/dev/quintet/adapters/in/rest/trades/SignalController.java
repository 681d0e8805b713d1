package dev.quintet.adapters.in.rest.trades;

import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.adapters.in.rest.kit.Query;
import dev.quintet.adapters.in.rest.kit.ShortReads;
import dev.quintet.adapters.in.rest.kit.TableAnswers;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.trades.Signals;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.trades.SignalFilter;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Trading signals. */
@Controller("/api/v1/signals")
final class SignalController {

  private final Signals signals;
  private final TableAnswers tables;
  private final ShortReads reads;

  SignalController(Signals signals, TableAnswers tables, ShortReads reads) {
    this.signals = signals;
    this.tables = tables;
    this.reads = reads;
  }

  @Get
  @Produces({MediaType.APPLICATION_JSON, TableAnswers.CSV})
  @Operation(
      value = "Signals in the order of their time",
      query = {"symbol", "strategy", "from", "to", "operation", "page_size", "cursor"},
      answer = SignalsBody.class,
      answers = "200 A page",
      answerHeaders = TableAnswers.NEXT_CURSOR)
  CompletableFuture<HttpResponse<byte[]>> listSignals(Caller caller, HttpRequest<?> request) {
    Query query = Query.of(request);
    SignalFilter filter =
        new SignalFilter(
            query.find("symbol").map(Symbol::new).orElse(null),
            query.find("strategy").orElse(null),
            query.find("from").map(text -> Query.instant("from", text)).orElse(null),
            query.find("to").map(text -> Query.instant("to", text)).orElse(null));
    @Nullable OperationId operation = query.find("operation").map(OperationId::new).orElse(null);
    return reads.waiting(
        () -> {
          SignalsBody body =
              SignalsBody.of(
                  signals.list(
                      caller.principal(),
                      filter,
                      operation,
                      query.cursor(),
                      query.pageSize(),
                      caller.deadline()));
          return tables.answer(query, body, body.nextCursor(), body.table());
        });
  }

  @Get("/latest")
  @Operation(
      value = "The latest signal of a symbol",
      query = {"symbol", "operation"},
      answer = LatestSignalBody.class,
      answers = "200 With the store that answered")
  CompletableFuture<LatestSignalBody> getLatestSignal(Caller caller, HttpRequest<?> request) {
    Query query = Query.of(request);
    Symbol symbol = new Symbol(query.required("symbol"));
    @Nullable OperationId operation = query.find("operation").map(OperationId::new).orElse(null);
    return reads.answer(
        caller,
        () ->
            LatestSignalBody.of(
                signals.latest(caller.principal(), symbol, operation, caller.deadline())));
  }
}
