package dev.quintet.adapters.in.rest.trades;

import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.adapters.in.rest.kit.ShortReads;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.trades.MarginTrading;
import dev.quintet.domain.trades.Margin;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.users.AccountId;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import java.util.concurrent.CompletableFuture;

/** Margin that trades reserve. */
@Controller("/api/v1/accounts/{account}/margins")
final class MarginController {

  private final MarginTrading margins;
  private final ShortReads reads;

  MarginController(MarginTrading margins, ShortReads reads) {
    this.margins = margins;
    this.reads = reads;
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
