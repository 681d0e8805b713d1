package dev.quintet.adapters.in.rest.trades;

import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.adapters.in.rest.kit.Query;
import dev.quintet.adapters.in.rest.kit.ShortReads;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.trades.Signals;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.trades.SignalFilter;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Trading signals. */
@Controller("/api/v1/signals")
final class SignalController {

  private final Signals signals;
  private final ShortReads reads;

  SignalController(Signals signals, ShortReads reads) {
    this.signals = signals;
    this.reads = reads;
  }

  @Get
  @Operation(
      value = "Signals in the order of their time",
      query = {"symbol", "strategy", "from", "to", "operation", "page_size", "cursor"},
      answer = SignalsBody.class,
      answers = "200 A page")
  CompletableFuture<SignalsBody> listSignals(Caller caller, HttpRequest<?> request) {
    Query query = Query.of(request);
    SignalFilter filter =
        new SignalFilter(
            query.find("symbol").map(Symbol::new).orElse(null),
            query.find("strategy").orElse(null),
            query.find("from").map(text -> Query.instant("from", text)).orElse(null),
            query.find("to").map(text -> Query.instant("to", text)).orElse(null));
    @Nullable OperationId operation = query.find("operation").map(OperationId::new).orElse(null);
    return reads.waiting(
        () ->
            SignalsBody.of(
                signals.list(
                    caller.principal(),
                    filter,
                    operation,
                    query.cursor(),
                    query.pageSize(),
                    caller.deadline())));
  }
}
