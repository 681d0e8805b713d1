package dev.quintet.adapters.in.grpc.marketdata;

import dev.quintet.adapters.in.grpc.kit.GrpcMethods;
import dev.quintet.adapters.in.grpc.kit.Paging;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.marketdata.BarImport;
import dev.quintet.application.marketdata.BarReading;
import dev.quintet.application.marketdata.BarRow;
import dev.quintet.application.marketdata.CoverageReading;
import dev.quintet.application.marketdata.Fill;
import dev.quintet.application.marketdata.MarketScheduling;
import dev.quintet.application.marketdata.TickAnnulment;
import dev.quintet.application.marketdata.TickReading;
import dev.quintet.domain.marketdata.BarQuery;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.SymbolSummary;
import dev.quintet.domain.marketdata.TradingDays;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.marketdata.v1.AnnulTicksRequest;
import dev.quintet.marketdata.v1.AnnulTicksResponse;
import dev.quintet.marketdata.v1.Bar;
import dev.quintet.marketdata.v1.BarsRequest;
import dev.quintet.marketdata.v1.BarsResponse;
import dev.quintet.marketdata.v1.CoverageRequest;
import dev.quintet.marketdata.v1.CoverageResponse;
import dev.quintet.marketdata.v1.ImportBarsRequest;
import dev.quintet.marketdata.v1.ImportBarsResponse;
import dev.quintet.marketdata.v1.LastQuoteRequest;
import dev.quintet.marketdata.v1.LastQuoteResponse;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import dev.quintet.marketdata.v1.MarketSessionsRequest;
import dev.quintet.marketdata.v1.MarketSessionsResponse;
import dev.quintet.marketdata.v1.QuotesAsOfRequest;
import dev.quintet.marketdata.v1.QuotesAsOfResponse;
import dev.quintet.marketdata.v1.SetMarketSessionsRequest;
import dev.quintet.marketdata.v1.SetMarketSessionsResponse;
import dev.quintet.marketdata.v1.StreamTicksRequest;
import dev.quintet.marketdata.v1.StreamTicksResponse;
import dev.quintet.marketdata.v1.SymbolsRequest;
import dev.quintet.marketdata.v1.SymbolsResponse;
import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code quintet.marketdata.v1.MarketDataService}. */
@Singleton
final class MarketDataGrpcService implements BindableService {

  private final GrpcMethods calls;
  private final IngestStreams ingestion;
  private final TickAnnulment annulment;
  private final TickReading ticks;
  private final BarReading bars;
  private final CoverageReading coverage;
  private final BarImport imports;
  private final MarketScheduling scheduling;

  MarketDataGrpcService(
      GrpcMethods calls,
      IngestStreams ingestion,
      TickAnnulment annulment,
      TickReading ticks,
      BarReading bars,
      CoverageReading coverage,
      BarImport imports,
      MarketScheduling scheduling) {
    this.scheduling = scheduling;
    this.calls = calls;
    this.ingestion = ingestion;
    this.annulment = annulment;
    this.ticks = ticks;
    this.bars = bars;
    this.coverage = coverage;
    this.imports = imports;
  }

  @Override
  public ServerServiceDefinition bindService() {
    return calls
        .service(MarketDataServiceGrpc.getServiceDescriptor())
        .bind(MarketDataServiceGrpc.getIngestTicksMethod(), IngestStreams::copy, ingestion)
        .unary(MarketDataServiceGrpc.getAnnulTicksMethod(), this::annulTicks)
        .streamed(MarketDataServiceGrpc.getStreamTicksMethod(), this::streamTicks)
        .unary(
            MarketDataServiceGrpc.getLastQuoteMethod(), this::cachedQuote, this::lastQuote)
        .unary(MarketDataServiceGrpc.getQuotesAsOfMethod(), this::quotesAsOf)
        .streamed(MarketDataServiceGrpc.getBarsMethod(), this::bars)
        .unary(MarketDataServiceGrpc.getCoverageMethod(), this::coverage)
        .unary(MarketDataServiceGrpc.getImportBarsMethod(), this::importBars)
        .read(MarketDataServiceGrpc.getMarketSessionsMethod(), this::marketSessions)
        .unary(MarketDataServiceGrpc.getSetMarketSessionsMethod(), this::setMarketSessions)
        .unary(MarketDataServiceGrpc.getSymbolsMethod(), this::symbols)
        .build();
  }

  private AnnulTicksResponse annulTicks(AnnulTicksRequest request, Caller caller) {
    return AnnulTicksResponse.newBuilder()
        .setReceipt(
            IngestAnswers.receipt(
                annulment.annul(
                    caller.principal(),
                    TickMessages.annulment(
                        request, caller.principal(), ingestion.clock.instant()),
                    caller.deadline())))
        .build();
  }

  private void streamTicks(
      StreamTicksRequest request, Caller caller, Consumer<StreamTicksResponse> sink) {
    Listing listing = TickRequests.listing(caller.principal(), request);
    ticks.stream(
        caller.principal(),
        TickRequests.query(listing, request),
        rows -> sink.accept(TickAnswers.page(listing, rows)),
        caller.deadline());
  }

  private void cachedQuote(
      LastQuoteRequest request, Caller caller, Consumer<Optional<LastQuoteResponse>> answer) {
    ticks.cachedQuote(
        caller.principal(),
        new Symbol(request.getSymbol()),
        found -> answer.accept(found.map(MarketDataGrpcService::lastQuote)));
  }

  private LastQuoteResponse lastQuote(LastQuoteRequest request, Caller caller) {
    return lastQuote(
        ticks.lastQuote(caller.principal(), new Symbol(request.getSymbol()), caller.deadline()));
  }

  private static LastQuoteResponse lastQuote(TickReading.LastQuote last) {
    return LastQuoteResponse.newBuilder()
        .setTick(TickAnswers.tick(last.tick()))
        .setStore(last.store().word())
        .setFromCache(last.fromCache())
        .build();
  }

  private QuotesAsOfResponse quotesAsOf(QuotesAsOfRequest request, Caller caller) {
    List<Symbol> symbols =
        TickRequests.symbols(request.getSymbolsList(), TickReading.MAX_AS_OF_SYMBOLS);
    QuotesAsOfResponse.Builder response = QuotesAsOfResponse.newBuilder();
    ticks
        .quotesAsOf(
            caller.principal(),
            symbols,
            Times.instant("at_nanos", request.getAtNanos()),
            caller.deadline())
        .forEach(tick -> response.addTicks(TickAnswers.tick(tick)));
    return response.build();
  }

  private void bars(BarsRequest request, Caller caller, Consumer<BarsResponse> sink) {
    BarPages pages = new BarPages(sink);
    if (request.getImportedFrom().isEmpty()) {
      BarQuery query = BarRequests.query(request);
      Fill fill = BarRequests.fill(request.getFill());
      Consumer<BarRow> rows = row -> pages.add(BarAnswers.bar(row));
      Optional<TradingDays> days = BarRequests.tradingDays(request);
      if (days.isPresent()) {
        bars.tradingDays(
            caller.principal(), query, days.get(), fill, rows, caller.deadline());
      } else {
        bars.bars(caller.principal(), query, fill, rows, caller.deadline());
      }
    } else {
      BarRequests.Imported query = BarRequests.imported(request);
      bars.imported(
          caller.principal(),
          query.symbol(),
          query.source(),
          query.interval(),
          query.range(),
          bar -> pages.add(BarAnswers.bar(bar)),
          caller.deadline());
    }
    pages.end();
  }

  private CoverageResponse coverage(CoverageRequest request, Caller caller) {
    return BarAnswers.coverage(
        coverage.coverage(
            caller.principal(),
            new Symbol(request.getSymbol()),
            TickRequests.source(request.getSource()),
            Times.range(request.getFromNanos(), request.getToNanos()),
            BarRequests.minMinutes(request.getMinMinutes()),
            caller.deadline()));
  }

  private ImportBarsResponse importBars(ImportBarsRequest request, Caller caller) {
    BarImport.Receipt receipt =
        imports.importBars(caller.principal(), BarRequests.importedBars(request), caller.deadline());
    return ImportBarsResponse.newBuilder()
        .setAccepted(receipt.accepted())
        .setDuplicate(receipt.duplicate())
        .build();
  }

  private MarketSessionsResponse marketSessions(MarketSessionsRequest request, Caller caller) {
    return MarketSessionsResponse.newBuilder()
        .setSessions(
            SessionMessages.message(scheduling.sessions(caller.principal(), caller.deadline())))
        .build();
  }

  private SetMarketSessionsResponse setMarketSessions(
      SetMarketSessionsRequest request, Caller caller) {
    scheduling.replace(
        caller.principal(), SessionMessages.sessions(request.getSessions()), caller.deadline());
    return SetMarketSessionsResponse.getDefaultInstance();
  }

  private SymbolsResponse symbols(SymbolsRequest request, Caller caller) {
    Page<SymbolSummary> page =
        ticks.symbols(
            caller.principal(),
            Paging.cursor(request.getCursor()),
            Paging.limit(request.getPageSize()),
            caller.deadline());
    return TickAnswers.symbols(page);
  }

  /** Many bars to a message. */
  private static final class BarPages {
    private static final int BARS = 512;
    private final Consumer<BarsResponse> sink;
    private BarsResponse.Builder page = BarsResponse.newBuilder();

    private BarPages(Consumer<BarsResponse> sink) {
      this.sink = sink;
    }

    private void add(Bar bar) {
      page.addBars(bar);
      if (page.getBarsCount() == BARS) {
        end();
      }
    }

    private void end() {
      if (page.getBarsCount() > 0) {
        sink.accept(page.build());
        page = BarsResponse.newBuilder();
      }
    }
  }
}
