package dev.quintet.client;

import dev.quintet.marketdata.v1.AnnulTicksRequest;
import dev.quintet.marketdata.v1.BarsResponse;
import dev.quintet.marketdata.v1.CoverageRequest;
import dev.quintet.marketdata.v1.LastQuoteRequest;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import dev.quintet.marketdata.v1.MarketSessionsRequest;
import dev.quintet.marketdata.v1.SetMarketSessionsRequest;
import dev.quintet.marketdata.v1.QuotesAsOfRequest;
import dev.quintet.marketdata.v1.SymbolsRequest;
import dev.quintet.tenancy.v1.CreateTenantRequest;
import dev.quintet.tenancy.v1.GetTenantRequest;
import dev.quintet.tenancy.v1.IssueKeyRequest;
import dev.quintet.tenancy.v1.ListKeysRequest;
import dev.quintet.tenancy.v1.ListTenantsRequest;
import dev.quintet.tenancy.v1.RevokeKeyRequest;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to a Quintet service with one key. One client serves many threads, over one connection.
 * Calls block, virtual threads welcome; an interrupt ends them. Everything that fails throws {@link
 * QuintetException}. Reads and writes with an id are retried while the service is away, for at most
 * {@link QuintetClientBuilder#giveUpAfter}.
 */
public final class QuintetClient implements AutoCloseable {

  private final Connection connection;
  private final Runnable end;

  /** @param end what to do once the connection is closed */
  QuintetClient(Connection connection, Runnable end) {
    this.connection = connection;
    this.end = end;
  }

  public static QuintetClientBuilder builder() {
    return new QuintetClientBuilder();
  }

  /** A stream of batches into the service. */
  public TickWriter tickWriter() {
    return tickWriter(TickWriter.Settings.DEFAULT);
  }

  /** A stream of batches into the service. */
  public TickWriter tickWriter(TickWriter.Settings settings) {
    return new TickWriter(connection, settings);
  }

  /** The ticks of a range, in the order of (event time, sequence, source). */
  public TickPages ticks(TickQuery query) {
    return new TickPages(connection, query);
  }

  /** The newest tick of a symbol; {@code NOT_FOUND} when it has none. */
  public LastQuote lastQuote(String symbol) {
    LastQuoteRequest request = LastQuoteRequest.newBuilder().setSymbol(symbol).build();
    var response = connection.call(() -> connection.marketData().lastQuote(request));
    return new LastQuote(
        Tick.of(response.getTick()), response.getStore(), response.getFromCache());
  }

  /** For each of at most 200 symbols its newest tick at or before {@code at}, if it has one. */
  public List<Tick> quotesAsOf(List<String> symbols, Instant at) {
    QuotesAsOfRequest request =
        QuotesAsOfRequest.newBuilder()
            .addAllSymbols(symbols)
            .setAtNanos(Times.nanos("at_nanos", at))
            .build();
    return connection.call(() -> connection.marketData().quotesAsOf(request)).getTicksList().stream()
        .map(Tick::of)
        .toList();
  }

  /** The bars of the query, by start. */
  public List<Bar> bars(BarQuery query) {
    return connection.call(
        () -> {
          List<Bar> bars = new ArrayList<>();
          readBars(query, bars::add);
          return bars;
        });
  }

  /** Hands over the bars of the query, by start, as they arrive; not retried. */
  public void bars(BarQuery query, Consumer<Bar> sink) {
    try {
      readBars(query, sink);
    } catch (StatusRuntimeException e) {
      throw Failures.of(e);
    }
  }

  private void readBars(BarQuery query, Consumer<Bar> sink) {
    AnswerStream<BarsResponse> pages =
        connection.stream(MarketDataServiceGrpc.getBarsMethod(), query.request());
    try {
      for (BarsResponse page = pages.next(); page != null; page = pages.next()) {
        page.getBarsList().forEach(bar -> sink.accept(Bar.of(bar)));
      }
    } finally {
      pages.cancel();
    }
  }

  /** What {@code [from, to)} holds and lacks of a symbol, from every feed together. */
  public Coverage coverage(String symbol, Instant from, Instant to) {
    return coverage(symbol, null, from, to, 1);
  }

  /**
   * What {@code [from, to)} holds and lacks of a symbol.
   *
   * @param source the feed; null: every feed together
   * @param minMinutes shorter holes are not listed
   */
  public Coverage coverage(
      String symbol, @Nullable String source, Instant from, Instant to, int minMinutes) {
    CoverageRequest.Builder request =
        CoverageRequest.newBuilder()
            .setSymbol(symbol)
            .setFromNanos(Times.nanos("from_nanos", from))
            .setToNanos(Times.nanos("to_nanos", to))
            .setMinMinutes(minMinutes);
    if (source != null) {
      request.setSource(source);
    }
    CoverageRequest built = request.build();
    return Coverage.of(connection.call(() -> connection.marketData().coverage(built)));
  }

  /** When the tenant's markets are open, as it has said. */
  public MarketSessions marketSessions() {
    MarketSessionsRequest request = MarketSessionsRequest.getDefaultInstance();
    return MarketSessions.of(
        connection.call(() -> connection.marketData().marketSessions(request)).getSessions());
  }

  /** Says when they are open, in the place of all that was said before. */
  public void setMarketSessions(MarketSessions sessions) {
    SetMarketSessionsRequest request = sessions.request();
    connection.call(() -> connection.marketData().setMarketSessions(request));
  }

  /**
   * Withdraws ticks of a feed, all or none; see the service's AnnulTicks. Repeated by its id until it is
   * answered.
   *
   * @param source the feed
   * @param ticks 1 to 1,000 of one kind; of each its symbol, event time and sequence count
   */
  public TickReceipt annul(String batchId, String source, List<? extends Tick> ticks) {
    AnnulTicksRequest request = Annulment.request(batchId, source, ticks);
    var response =
        connection.call(() -> connection.marketData().annulTicks(request));
    return TickReceipt.of(batchId, response.getReceipt());
  }

  /** Stores bars that somebody else made. */
  public BarImport.Receipt importBars(BarImport bars) {
    var response =
        connection.call(() -> connection.marketData().importBars(bars.request()));
    return new BarImport.Receipt(response.getAccepted(), response.getDuplicate());
  }

  /** The symbols with ticks, by name; fetched page by page. */
  public Iterable<SymbolSummary> symbols() {
    return Paged.all(
        cursor -> {
          SymbolsRequest request = SymbolsRequest.newBuilder().setCursor(cursor).build();
          var page = connection.call(() -> connection.marketData().symbols(request));
          return new Paged<>(
              page.getSymbolsList().stream().map(SymbolSummary::of).toList(),
              page.getNextCursor());
        });
  }

  /** The users of the tenant, their accounts and sessions. */
  public Users users() {
    return new Users(connection);
  }

  /** What models predicted of symbols. */
  public Predictions predictions() {
    return new Predictions(connection, "");
  }

  /** Trades, and the receipts of what was written over several stores. */
  public Trades trades() {
    return new Trades(connection);
  }

  /** What agents decided, and what came of it. */
  public Decisions decisions() {
    return new Decisions(connection);
  }

  /**
   * Registers a tenant and makes its schema; the same content again changes nothing. Not retried by
   * itself: only the answer that made the tenant holds its administrator's key.
   */
  public Tenant.Created createTenant(String id, String name, String tier) {
    CreateTenantRequest request =
        CreateTenantRequest.newBuilder().setTenant(id).setName(name).setTier(tier).build();
    var response =
        connection.once(() -> connection.tenants().createTenant(request));
    String key = response.getTenantAdminKey();
    return new Tenant.Created(
        Tenant.of(response.getTenant()), response.getCreated(), key.isEmpty() ? null : key);
  }

  /** Subscriptions of the tenant and its users. */
  public Subscriptions subscriptions() {
    return new Subscriptions(connection);
  }

  /** What there is to pay, and what of limits is used up. */
  public Invoices invoices() {
    return new Invoices(connection);
  }

  /** Preferences, notifications and risk of users. */
  public UserRecords userRecords() {
    return new UserRecords(connection);
  }

  public Tenant tenant(String id) {
    GetTenantRequest request = GetTenantRequest.newBuilder().setTenant(id).build();
    return Tenant.of(connection.call(() -> connection.tenants().getTenant(request)));
  }

  /** All tenants, by id; fetched page by page. */
  public Iterable<Tenant> tenants() {
    return Paged.all(
        cursor -> {
          ListTenantsRequest request = ListTenantsRequest.newBuilder().setCursor(cursor).build();
          var page = connection.call(() -> connection.tenants().listTenants(request));
          return new Paged<>(
              page.getTenantsList().stream().map(Tenant::of).toList(), page.getNextCursor());
        });
  }

  /**
   * Makes a key of a tenant, for the service of that name. Not retried: each call makes one. A key whose answer was lost is among
   * {@link #keys}, to be revoked.
   */
  public Key.Issued issueKey(String tenant, String role, String service) {
    IssueKeyRequest request =
        IssueKeyRequest.newBuilder().setTenant(tenant).setRole(role).setService(service).build();
    var response = connection.once(() -> connection.tenants().issueKey(request));
    return new Key.Issued(Key.of(response.getKey()), response.getCredential());
  }

  /** All keys of a tenant, by prefix, revoked ones too; fetched page by page. */
  public Iterable<Key> keys(String tenant) {
    return Paged.all(
        cursor -> {
          ListKeysRequest request =
              ListKeysRequest.newBuilder().setTenant(tenant).setCursor(cursor).build();
          var page = connection.call(() -> connection.tenants().listKeys(request));
          return new Paged<>(
              page.getKeysList().stream().map(Key::of).toList(), page.getNextCursor());
        });
  }

  /** Ends a key within a second; a key that is revoked already keeps its end. */
  public Key revokeKey(String tenant, String prefix) {
    RevokeKeyRequest request =
        RevokeKeyRequest.newBuilder().setTenant(tenant).setPrefix(prefix).build();
    return Key.of(connection.call(() -> connection.tenants().revokeKey(request)));
  }

  /** Ends the connection; calls under way fail. */
  @Override
  public void close() {
    connection.close();
    end.run();
  }
}
