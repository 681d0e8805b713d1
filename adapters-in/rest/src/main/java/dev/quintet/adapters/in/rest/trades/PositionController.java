package dev.quintet.adapters.in.rest.trades;

import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.adapters.in.rest.kit.Query;
import dev.quintet.adapters.in.rest.kit.ShortReads;
import dev.quintet.adapters.in.rest.kit.TableAnswers;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.trades.PositionReading;
import dev.quintet.application.trades.PositionValuation;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.trades.TradeFilter;
import dev.quintet.domain.users.AccountId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A single position, and what open ones are worth. */
@Controller("/api/v1/positions")
final class PositionController {

  private final PositionReading reading;
  private final PositionValuation valuation;
  private final TableAnswers tables;
  private final ShortReads reads;

  PositionController(
      PositionReading reading,
      PositionValuation valuation,
      TableAnswers tables,
      ShortReads reads) {
    this.reading = reading;
    this.valuation = valuation;
    this.tables = tables;
    this.reads = reads;
  }

  @Get("/current")
  @Operation(
      value = "One position, open or flat, as of now",
      query = {"account", "symbol", "name", "operation"},
      answer = CurrentPositionBody.class,
      answers = "200 With the store that answered")
  CompletableFuture<CurrentPositionBody> getCurrentPosition(
      Caller caller, HttpRequest<?> request) {
    Query query = Query.of(request);
    Position.Key key =
        Position.Key.of(
            new AccountId(query.required("account")),
            new Symbol(query.required("symbol")),
            query.find("name").orElse(""));
    @Nullable OperationId operation = query.find("operation").map(OperationId::new).orElse(null);
    return reads.answer(
        caller,
        () ->
            CurrentPositionBody.of(
                reading.find(caller.principal(), key, operation, caller.deadline())));
  }

  @Get("/values")
  @Produces({MediaType.APPLICATION_JSON, TableAnswers.CSV})
  @Operation(
      value = "Open positions with what closing them would make, at stated prices or the newest quotes",
      query = {
        "user", "account", "symbol", "prices", "rates", "quotes", "page_size", "cursor"
      },
      answer = ValuedPositionsBody.class,
      answers = "200 A page",
      answerHeaders = TableAnswers.NEXT_CURSOR)
  CompletableFuture<HttpResponse<byte[]>> valuePositions(
      Caller caller, HttpRequest<?> request) {
    Query query = Query.of(request);
    TradeFilter filter = TradeController.filter(query);
    Map<Symbol, PositionValuation.Stated> stated = stated(query);
    boolean quotes = query.flag("quotes");
    return reads.waiting(
        () -> {
          ValuedPositionsBody body =
              ValuedPositionsBody.of(
                  valuation.list(
                      caller.principal(),
                      filter,
                      stated,
                      quotes,
                      query.cursor(),
                      query.pageSize(),
                      caller.deadline()));
          return tables.answer(query, body, body.nextCursor(), body.table());
        });
  }

  private static Map<Symbol, PositionValuation.Stated> stated(Query query) {
    Map<String, String> prices = bySymbol(query, "prices");
    Map<String, String> rates = bySymbol(query, "rates");
    Map<Symbol, PositionValuation.Stated> stated = new HashMap<>();
    TreeSet<String> symbols = new TreeSet<>(prices.keySet());
    symbols.addAll(rates.keySet());
    for (String symbol : symbols) {
      stated.put(
          new Symbol(symbol),
          PositionValuation.Stated.of(prices.get(symbol), rates.get(symbol)));
    }
    return stated;
  }

  /** Of {@code SYMBOL=NUMBER}, with commas between them: no symbol has one in it. */
  private static Map<String, String> bySymbol(Query query, String name) {
    Map<String, String> numbers = new HashMap<>();
    for (String one : query.find(name).map(it -> List.of(it.split(",", -1))).orElse(List.of())) {
      int at = one.lastIndexOf('=');
      if (at < 1 || at == one.length() - 1) {
        throw ProblemException.invalid(name, "must be like EURUSD=1.1,DAX=19000");
      }
      String symbol = one.substring(0, at);
      if (numbers.put(symbol, one.substring(at + 1)) != null) {
        throw ProblemException.invalid(name, "names " + symbol + " twice");
      }
    }
    return numbers;
  }
}
