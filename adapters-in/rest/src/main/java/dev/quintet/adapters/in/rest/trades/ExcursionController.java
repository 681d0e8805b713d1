package dev.quintet.adapters.in.rest.trades;

import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.adapters.in.rest.kit.Query;
import dev.quintet.adapters.in.rest.kit.ShortReads;
import dev.quintet.adapters.in.rest.kit.TableAnswers;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.trades.ExcursionReading;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.trades.Performance;
import dev.quintet.domain.trades.TradeFilter;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.util.concurrent.CompletableFuture;

/** How far prices went while lots were held. */
@Controller("/api/v1/trades/excursions")
final class ExcursionController {

  private final ExcursionReading excursions;
  private final TableAnswers tables;
  private final ShortReads reads;

  ExcursionController(ExcursionReading excursions, TableAnswers tables, ShortReads reads) {
    this.excursions = excursions;
    this.tables = tables;
    this.reads = reads;
  }

  @Get
  @Produces({MediaType.APPLICATION_JSON, TableAnswers.CSV})
  @Operation(
      value = "How far prices went against closed lots and for them, by our own bars of one minute",
      query = {
        "user", "account", "symbol", "strategy", "from", "to", "prices", "page_size", "cursor"
      },
      answer = ExcursionsBody.class,
      answers = "200 A page",
      answerHeaders = TableAnswers.NEXT_CURSOR)
  CompletableFuture<HttpResponse<byte[]>> listExcursions(Caller caller, HttpRequest<?> request) {
    Query query = Query.of(request);
    TradeFilter filter = TradeController.timed(query);
    TickKind prices = prices(query);
    return reads.waiting(
        () -> {
          ExcursionsBody body =
              ExcursionsBody.of(
                  excursions.list(
                      caller.principal(),
                      filter,
                      prices,
                      query.cursor(),
                      query.pageSize(),
                      caller.deadline()));
          return tables.answer(query, body, body.nextCursor(), body.table());
        });
  }

  @Get("/averages")
  @Produces({MediaType.APPLICATION_JSON, TableAnswers.CSV})
  @Operation(
      value = "What the excursions of at most 1,000 closed lots add up to",
      query = {"by", "user", "account", "symbol", "strategy", "from", "to", "prices"},
      answer = ExcursionAveragesBody.class,
      answers = "200 Rows by key and currency")
  CompletableFuture<HttpResponse<byte[]>> averageExcursions(
      Caller caller, HttpRequest<?> request) {
    Query query = Query.of(request);
    TradeFilter filter = TradeController.timed(query);
    TickKind prices = prices(query);
    Performance.Grouping by =
        query.find("by").map(Performance.Grouping::of).orElse(Performance.Grouping.ACCOUNT);
    return reads.waiting(
        () -> {
          ExcursionAveragesBody body =
              ExcursionAveragesBody.of(
                  excursions.averages(
                      caller.principal(), filter, prices, by, caller.deadline()));
          return tables.answer(query, body, null, body.table());
        });
  }

  private static TickKind prices(Query query) {
    return query.find("prices").map(ExcursionReading::prices).orElse(TickKind.QUOTE);
  }
}
