package dev.quintet.adapters.in.rest.predictions;

import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.adapters.in.rest.kit.Query;
import dev.quintet.adapters.in.rest.kit.ShortReads;
import dev.quintet.adapters.in.rest.kit.TableAnswers;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.predictions.PredictionReading;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.predictions.Prediction;
import dev.quintet.domain.predictions.PredictionFilter;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What models predicted. */
@Controller("/api/v1/predictions")
final class PredictionController {

  private final PredictionReading reading;
  private final TableAnswers tables;
  private final ShortReads reads;

  PredictionController(PredictionReading reading, TableAnswers tables, ShortReads reads) {
    this.reading = reading;
    this.tables = tables;
    this.reads = reads;
  }

  @Get
  @Produces({MediaType.APPLICATION_JSON, TableAnswers.CSV})
  @Operation(
      value = "Predictions in the order in which they were made",
      query = {
        "symbol", "timeframe", "model", "model_version", "from", "to", "operation", "page_size",
        "cursor"
      },
      answer = PredictionsBody.class,
      answers = "200 A page",
      answerHeaders = TableAnswers.NEXT_CURSOR)
  CompletableFuture<HttpResponse<byte[]>> listPredictions(
      Caller caller, HttpRequest<?> request) {
    Query query = Query.of(request);
    PredictionFilter filter =
        new PredictionFilter(
            query.find("symbol").map(Symbol::new).orElse(null),
            query.find("timeframe").map(Interval::of).orElse(null),
            query.find("model").orElse(null),
            query.find("model_version").orElse(null),
            query.find("from").map(text -> Query.instant("from", text)).orElse(null),
            query.find("to").map(text -> Query.instant("to", text)).orElse(null));
    @Nullable OperationId operation = query.find("operation").map(OperationId::new).orElse(null);
    return reads.waiting(
        () -> {
          PredictionsBody body =
              PredictionsBody.of(
                  reading.list(
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
      value = "The latest prediction of a model for a symbol and timeframe",
      query = {"symbol", "timeframe", "model", "operation"},
      answer = LatestPredictionBody.class,
      answers = "200 With the store that answered, and whether it is current")
  CompletableFuture<LatestPredictionBody> getLatestPrediction(
      Caller caller, HttpRequest<?> request) {
    Query query = Query.of(request);
    Prediction.Key key =
        new Prediction.Key(
            new Symbol(query.required("symbol")),
            Interval.of(query.required("timeframe")),
            query.required("model"));
    @Nullable OperationId operation = query.find("operation").map(OperationId::new).orElse(null);
    return reads.answer(
        caller,
        () ->
            LatestPredictionBody.of(
                reading.latest(caller.principal(), key, operation, caller.deadline())));
  }
}
