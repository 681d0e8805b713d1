package dev.quintet.adapters.in.rest.users;

import dev.quintet.adapters.in.rest.kit.Bodies;
import dev.quintet.adapters.in.rest.kit.JsonBody;
import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.adapters.in.rest.kit.Query;
import dev.quintet.adapters.in.rest.kit.ShortReads;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.users.TradingAccounts;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountEntry;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.users.TradingAccount;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** Trading accounts and the entries that change their money. */
@Controller("/api/v1/accounts")
final class AccountController {

  private final TradingAccounts accounts;
  private final Bodies bodies;
  private final ShortReads reads;

  AccountController(TradingAccounts accounts, Bodies bodies, ShortReads reads) {
    this.accounts = accounts;
    this.bodies = bodies;
    this.reads = reads;
  }

  @Post
  @Consumes(MediaType.APPLICATION_JSON)
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(
      value = "Opens an account without money. Repeated with the same content it is done once",
      body = {"account_id", "user_id", "platform", "broker", "number", "kind", "currency"},
      answers = "201 It is open",
      answerHeaders = "etag")
  HttpResponse<AccountBody> openAccount(
      Caller caller, HttpRequest<?> request, @Body CompletableFuture<byte[]> body) {
    JsonBody wish = bodies.read(request, body);
    TradingAccount account =
        accounts.open(
            caller.principal(),
            new AccountId(wish.text("account_id")),
            new UserId(wish.text("user_id")),
            new TradingAccount.Terms(
                wish.text("platform"),
                wish.text("broker"),
                wish.text("number"),
                TradingAccount.Kind.of(wish.text("kind")),
                Money.currency(wish.text("currency"))),
            caller.deadline());
    return tagged(
        HttpResponse.created(URI.create("/api/v1/accounts/" + account.id())), account);
  }

  private static HttpResponse<AccountBody> tagged(
      MutableHttpResponse<AccountBody> answer, TradingAccount account) {
    return answer.header("etag", Query.etag(account.version())).body(AccountBody.of(account));
  }

  @Get("/{account}")
  @Operation(
      value = "An account",
      answer = AccountBody.class,
      answers = "200 The account",
      answerHeaders = "etag")
  CompletableFuture<HttpResponse<AccountBody>> showAccount(
      Caller caller, @PathVariable String account) {
    AccountId id = new AccountId(account);
    return reads.answer(
        caller,
        () ->
            tagged(
                HttpResponse.ok(), accounts.find(caller.principal(), id, caller.deadline())));
  }

  @Get
  @Operation(
      value = "Accounts by id, closed ones too",
      query = {"user", "page_size", "cursor"},
      answer = AccountBody.Listing.class,
      answers = "200 A page")
  CompletableFuture<AccountBody.Listing> listAccounts(Caller caller, HttpRequest<?> request) {
    Query query = Query.of(request);
    return reads.answer(
        caller,
        () ->
            AccountBody.Listing.of(
                accounts.list(
                    caller.principal(),
                    query.find("user").map(UserId::new).orElse(null),
                    query.cursor(),
                    query.pageSize(),
                    caller.deadline())));
  }

  @Put("/{account}/status")
  @Consumes(MediaType.APPLICATION_JSON)
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(
      value = "Sets the status of an account; a closed one stays closed",
      headers = "if-match",
      body = "status",
      answers = "200 The account",
      answerHeaders = "etag")
  HttpResponse<AccountBody> setStatus(
      Caller caller,
      @PathVariable String account,
      HttpRequest<?> request,
      @Body CompletableFuture<byte[]> body) {
    JsonBody wish = bodies.read(request, body);
    return tagged(
        HttpResponse.ok(),
        accounts.set(
            caller.principal(),
            new AccountId(account),
            TradingAccount.Status.of(wish.text("status")),
            Query.version(request),
            caller.deadline()));
  }

  @Put("/{account}/report")
  @Consumes(MediaType.APPLICATION_JSON)
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(
      value = "Sets what the broker reported, unless a later report is there",
      body = {"currency", "equity", "margin", "free_margin", "at"},
      answers = "200 The account",
      answerHeaders = "etag")
  HttpResponse<AccountBody> reportAccount(
      Caller caller,
      @PathVariable String account,
      HttpRequest<?> request,
      @Body CompletableFuture<byte[]> body) {
    JsonBody wish = bodies.read(request, body);
    return tagged(
        HttpResponse.ok(),
        accounts.report(
            caller.principal(),
            new AccountId(account),
            new TradingAccount.Report(
                money(wish, "equity"), money(wish, "margin"), money(wish, "free_margin"), Query.instant("at", wish.text("at"))),
            caller.deadline()));
  }

  private static Money money(JsonBody wish, String property) {
    return Money.parse(property, wish.text(property), wish.text("currency"));
  }

  @Post("/{account}/entries")
  @Consumes(MediaType.APPLICATION_JSON)
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(
      value = "Records a change of an account's money, once for its idempotency-key",
      headers = "idempotency-key",
      required = "idempotency-key",
      body = {"reason", "amount", "currency", "at"},
      optional = {"locked", "note"},
      answers = "201 The entry as it was recorded")
  HttpResponse<EntryBody> appendEntry(
      Caller caller,
      @PathVariable String account,
      HttpRequest<?> request,
      @Body CompletableFuture<byte[]> body) {
    JsonBody wish = bodies.read(request, body);
    String id = Query.idempotencyKey(request);
    AccountEntry.Change change =
        new AccountEntry.Change(
            id,
            AccountEntry.Reason.of(wish.text("reason")),
            money(wish, "amount"),
            Money.parse("locked", wish.find("locked").orElse("0"), wish.text("currency")),
            wish.find("note").orElse(""),
            Query.instant("at", wish.text("at")));
    return HttpResponse.<EntryBody>created(
            URI.create("/api/v1/accounts/" + new AccountId(account) + "/entries"))
        .body(
            EntryBody.of(
                accounts.append(
                    caller.principal(), new AccountId(account), change, caller.deadline())));
  }

  @Get("/{account}/entries")
  @Operation(
      value = "Entries of an account in their order",
      query = {"page_size", "cursor"},
      answer = EntryBody.Listing.class,
      answers = "200 A page")
  CompletableFuture<EntryBody.Listing> listEntries(
      Caller caller, @PathVariable String account, HttpRequest<?> request) {
    Query query = Query.of(request);
    AccountId id = new AccountId(account);
    return reads.answer(
        caller,
        () ->
            EntryBody.Listing.of(
                accounts.entries(
                    caller.principal(), id, query.cursor(), query.pageSize(), caller.deadline())));
  }
}
