package dev.quintet.adapters.in.rest.trades;

import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.adapters.in.rest.kit.Query;
import dev.quintet.adapters.in.rest.kit.ShortReads;
import dev.quintet.adapters.in.rest.kit.TableAnswers;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.trades.EquityReading;
import dev.quintet.application.trades.TradeReading;
import dev.quintet.domain.marketdata.Side;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.trades.Performance;
import dev.quintet.domain.trades.TradeFilter;
import dev.quintet.domain.users.AccountId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What trades and accounts add up to. */
@Controller("/api/v1")
final class TradeSumsController {

  private final TradeReading trades;
  private final EquityReading equity;
  private final TableAnswers tables;
  private final ShortReads reads;

  TradeSumsController(
      TradeReading trades, EquityReading equity, TableAnswers tables, ShortReads reads) {
    this.trades = trades;
    this.equity = equity;
    this.tables = tables;
    this.reads = reads;
  }

  @Get("/trades/performance")
  @Produces({MediaType.APPLICATION_JSON, TableAnswers.CSV})
  @Operation(
      value = "How trades did: fills that closed something, with the profit of what they closed",
      query = {"by", "user", "account", "symbol", "strategy", "from", "to", "operation"},
      answer = TradePerformanceBody.class,
      answers = "200 Rows by key and currency")
  CompletableFuture<HttpResponse<byte[]>> getTradePerformance(
      Caller caller, HttpRequest<?> request) {
    Query query = Query.of(request);
    TradeFilter filter = TradeController.timed(query);
    Performance.Grouping by =
        query.find("by").map(Performance.Grouping::of).orElse(Performance.Grouping.ACCOUNT);
    @Nullable OperationId operation = query.find("operation").map(OperationId::new).orElse(null);
    return reads.waiting(
        () -> {
          TradeReading.Summed summed =
              trades.performance(caller.principal(), filter, by, operation, caller.deadline());
          TradePerformanceBody body = TradePerformanceBody.of(summed.rows(), summed.store());
          return tables.answer(query, body, null, body.table());
        });
  }

  @Get("/accounts/{account}/equity")
  @Produces({MediaType.APPLICATION_JSON, TableAnswers.CSV})
  @Operation(
      value = "What an account was worth at the end of each day, in UTC",
      query = {"from", "to", "side"},
      answer = EquityBody.class,
      answers = "200 The days in their order")
  CompletableFuture<HttpResponse<byte[]>> getEquity(
      Caller caller, @PathVariable String account, HttpRequest<?> request) {
    Query query = Query.of(request);
    AccountId id = new AccountId(account);
    LocalDate from = day(query, "from");
    LocalDate to = day(query, "to");
    Side side = query.find("side").map(Side::of).orElse(Side.TRADE);
    return reads.waiting(
        () -> {
          EquityBody body =
              EquityBody.of(
                  equity.curve(caller.principal(), id, from, to, side, caller.deadline()));
          return tables.answer(query, body, null, body.table());
        });
  }

  private static LocalDate day(Query query, String name) {
    return EquityReading.day(name, query.required(name));
  }
}
