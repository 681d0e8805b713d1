package dev.quintet.adapters.in.rest.trades;

import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.adapters.in.rest.kit.Query;
import dev.quintet.adapters.in.rest.kit.ShortReads;
import dev.quintet.adapters.in.rest.kit.TableAnswers;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.trades.MarginTrading;
import dev.quintet.domain.trades.Margin;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.users.AccountId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import java.util.concurrent.CompletableFuture;

/** Margin that trades reserve. */
@Controller("/api/v1/accounts/{account}/margins")
final class MarginController {

  private final MarginTrading margins;
  private final ShortReads reads;
  private final TableAnswers tables;

  MarginController(MarginTrading margins, ShortReads reads, TableAnswers tables) {
    this.margins = margins;
    this.reads = reads;
    this.tables = tables;
  }

  @Get
  @Produces({MediaType.APPLICATION_JSON, TableAnswers.CSV})
  @Operation(
      value = "Margins of an account by their ids",
      query = {"locked", "page_size", "cursor"},
      answer = MarginsBody.class,
      answers = "200 A page; empty when there is no such account",
      answerHeaders = TableAnswers.NEXT_CURSOR)
  CompletableFuture<HttpResponse<byte[]>> listMargins(
      Caller caller, @PathVariable String account, HttpRequest<?> request) {
    Query query = Query.of(request);
    AccountId of = new AccountId(account);
    boolean locked = query.flag("locked");
    return reads.answer(
        caller,
        () -> {
          MarginsBody body =
              MarginsBody.of(
                  margins.list(
                      caller.principal(),
                      of,
                      locked,
                      query.cursor(),
                      query.pageSize(),
                      caller.deadline()));
          return tables.answer(query, body, body.nextCursor(), body.table());
        });
  }

  @Get("/{margin}")
  @Operation(
      value = "A margin, as it is now",
      answer = MarginBody.class,
      answers = "200 The margin")
  CompletableFuture<MarginBody> getMargin(
      Caller caller, @PathVariable String account, @PathVariable String margin) {
    Margin.Key key = new Margin.Key(new AccountId(account), TradeId.of("margin", margin));
    return reads.answer(
        caller, () -> MarginBody.of(margins.find(caller.principal(), key, caller.deadline())));
  }
}
