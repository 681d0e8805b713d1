package dev.quintet.adapters.in.rest.trades;

import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.adapters.in.rest.kit.Query;
import dev.quintet.adapters.in.rest.kit.ShortReads;
import dev.quintet.adapters.in.rest.kit.TableAnswers;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.trades.TradeReading;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.TradeFilter;
import dev.quintet.domain.users.AccountId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Fills of trading accounts, and the positions that follow from them. */
@Controller("/api/v1")
final class TradeController {

  private final TradeReading reading;
  private final TableAnswers tables;
  private final ShortReads reads;

  TradeController(TradeReading reading, TableAnswers tables, ShortReads reads) {
    this.reading = reading;
    this.tables = tables;
    this.reads = reads;
  }

  @Get("/positions")
  @Produces({MediaType.APPLICATION_JSON, TableAnswers.CSV})
  @Operation(
      value = "Positions by account, symbol and name, flat ones too unless only open ones are asked for",
      query = {"user", "account", "symbol", "open", "operation", "page_size", "cursor"},
      answer = PositionsBody.class,
      answers = "200 A page",
      answerHeaders = TableAnswers.NEXT_CURSOR)
  CompletableFuture<HttpResponse<byte[]>> listPositions(Caller caller, HttpRequest<?> request) {
    Query query = Query.of(request);
    TradeFilter filter = filter(query);
    boolean open = query.flag("open");
    return reads.answer(
        caller,
        () -> {
          having(query, caller);
          PositionsBody body =
              PositionsBody.of(
                  reading.positions(
                      caller.principal(),
                      filter,
                      open,
                      query.cursor(),
                      query.pageSize(),
                      caller.deadline()));
          return tables.answer(query, body, body.nextCursor(), body.table());
        });
  }

  @Get("/fills")
  @Produces({MediaType.APPLICATION_JSON, TableAnswers.CSV})
  @Operation(
      value = "Fills in the order of their time",
      query = {
        "user", "account", "symbol", "strategy", "from", "to", "operation", "page_size", "cursor"
      },
      answer = FillsBody.class,
      answers = "200 A page",
      answerHeaders = TableAnswers.NEXT_CURSOR)
  CompletableFuture<HttpResponse<byte[]>> listFills(Caller caller, HttpRequest<?> request) {
    Query query = Query.of(request);
    TradeFilter filter = timed(query);
    return reads.answer(
        caller,
        () -> {
          having(query, caller);
          FillsBody body =
              FillsBody.of(
                  reading.fills(
                      caller.principal(),
                      filter,
                      query.cursor(),
                      query.pageSize(),
                      caller.deadline()));
          return tables.answer(query, body, body.nextCursor(), body.table());
        });
  }

  @Get("/fills/merged")
  @Produces({MediaType.APPLICATION_JSON, TableAnswers.CSV})
  @Operation(
      value = "Fills of an account with those of one order as one, by the time of the first of each",
      query = {"user", "account", "symbol", "strategy", "from", "to", "page_size", "cursor"},
      answer = MergedFillsBody.class,
      answers = "200 A page",
      answerHeaders = TableAnswers.NEXT_CURSOR)
  CompletableFuture<HttpResponse<byte[]>> listMergedFills(Caller caller, HttpRequest<?> request) {
    Query query = Query.of(request);
    TradeFilter filter = timed(query);
    return reads.waiting(
        () -> {
          MergedFillsBody body =
              MergedFillsBody.of(
                  reading.merged(
                      caller.principal(),
                      filter,
                      query.cursor(),
                      query.pageSize(),
                      caller.deadline()));
          return tables.answer(query, body, body.nextCursor(), body.table());
        });
  }

  @Get("/trades/events")
  @Produces({MediaType.APPLICATION_JSON, TableAnswers.CSV})
  @Operation(
      value = "Corrections, busts, splits and dividends in the order of their time",
      query = {"user", "account", "symbol", "from", "to", "operation", "page_size", "cursor"},
      answer = TradeEventsBody.class,
      answers = "200 A page",
      answerHeaders = TableAnswers.NEXT_CURSOR)
  CompletableFuture<HttpResponse<byte[]>> listTradeEvents(
      Caller caller, HttpRequest<?> request) {
    Query query = Query.of(request);
    TradeFilter filter = timed(query, null);
    return reads.answer(
        caller,
        () -> {
          having(query, caller);
          TradeEventsBody body =
              TradeEventsBody.of(
                  reading.events(
                      caller.principal(),
                      filter,
                      query.cursor(),
                      query.pageSize(),
                      caller.deadline()));
          return tables.answer(query, body, body.nextCursor(), body.table());
        });
  }

  private void having(Query query, Caller caller) {
    query
        .find("operation")
        .map(OperationId::new)
        .ifPresent(it -> reading.having(caller.principal(), it, caller.deadline()));
  }

  /** Everything that can be asked for. */
  static TradeFilter timed(Query query) {
    return timed(query, query.find("strategy").orElse(null));
  }

  private static TradeFilter timed(Query query, @Nullable String strategy) {
    TradeFilter some = filter(query);
    return new TradeFilter(
        some.user(),
        some.account(),
        some.symbol(),
        strategy,
        query.find("from").map(text -> Query.instant("from", text)).orElse(null),
        query.find("to").map(text -> Query.instant("to", text)).orElse(null));
  }

  /** User, account and symbol. */
  static TradeFilter filter(Query query) {
    return new TradeFilter(
        query.find("user").map(UserId::new).orElse(null),
        query.find("account").map(AccountId::new).orElse(null),
        query.find("symbol").map(Symbol::new).orElse(null),
        null,
        null,
        null);
  }
}
