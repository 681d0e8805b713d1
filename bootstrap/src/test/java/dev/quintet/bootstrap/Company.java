package dev.quintet.bootstrap;

import dev.quintet.domain.tenancy.Role;
import dev.quintet.marketdata.v1.ImportBarsRequest;
import dev.quintet.marketdata.v1.ImportedBar;
import dev.quintet.marketdata.v1.IngestTicksRequest;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import dev.quintet.marketdata.v1.QuoteColumns;
import dev.quintet.marketdata.v1.StreamTicksRequest;
import dev.quintet.marketdata.v1.StreamTicksResponse;
import dev.quintet.marketdata.v1.SymbolsRequest;
import io.grpc.Channel;
import io.grpc.stub.MetadataUtils;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A tenant with a key of each role that belongs to one tenant, and something of everything a tenant
 * can have.
 */
final class Company {

  /** What every company trades, at the same instants, so that their places and cursors are alike. */
  static final String SHARED_SYMBOL = "EURUSD";

  static final String SHARED_FEED = "lmax";

  /** 2024-01-15T10:00Z. */
  static final long START = 1_705_312_800_000_000_000L;

  static final long END = START + 3_600_000_000_000L;
  static final int ROWS = 20;

  private static final long STEP = 7_000_000_000L;

  final String id;
  private final Map<Role, String> keys = new EnumMap<>(Role.class);
  private final Channel channel;

  Company(RunningService service, Channel channel, String id) {
    this.id = id;
    this.channel = channel;
    String admin = service.newAdmin(id);
    keys.put(Role.TENANT_ADMIN, admin);
    for (Role role : List.of(Role.SERVICE, Role.READER, Role.BILLING)) {
      keys.put(role, service.newKey(admin, id, role.word()));
    }
  }

  Set<Role> roles() {
    return keys.keySet();
  }

  String key(Role role) {
    return Objects.requireNonNull(keys.get(role), role::word);
  }

  /** What names the key of its service. */
  String keyPrefix() {
    return key(Role.SERVICE).split("_", 3)[1];
  }

  GrpcCaller caller(Role role) {
    return GrpcCaller.open(channel, GrpcCaller.bearer(key(role)));
  }

  /** Quotes from {@code bid} on, one step apart, in units of 10^-8. */
  static IngestTicksRequest batch(String id, String source, String symbol, long bid) {
    QuoteColumns.Builder quotes = QuoteColumns.newBuilder().addBids(bid).addAsks(bid + 3);
    IngestTicksRequest.Builder batch =
        IngestTicksRequest.newBuilder()
            .setBatchId(id)
            .setSource(source)
            .addSymbols(symbol)
            .setPriceScale(8)
            .setVolumeScale(8)
            .setUserId("trader-7")
            .addEventTimes(START)
            .addVolumes(bid / 2);
    for (int row = 1; row < ROWS; row++) {
      quotes.addBids(1).addAsks(1);
      batch.addEventTimes(STEP).addVolumes(bid / 2);
    }
    return batch.setQuotes(quotes).build();
  }

  static ImportBarsRequest bars(String id, String source, String symbol, String price) {
    return ImportBarsRequest.newBuilder()
        .setBatchId(id)
        .setSource(source)
        .setSymbol(symbol)
        .setInterval("1h")
        .addBars(
            ImportedBar.newBuilder()
                .setStartNanos(START)
                .setOpen(price)
                .setHigh(price)
                .setLow(price)
                .setClose(price)
                .setVolume("1")
                .putTechnicalIndicators("rsi", price))
        .build();
  }

  void store(List<IngestTicksRequest> batches, List<ImportBarsRequest> imports) {
    GrpcCaller service = caller(Role.SERVICE);
    GrpcCaller.Answer receipts =
        service.call(MarketDataServiceGrpc.getIngestTicksMethod(), batches);
    if (receipts.text().split("accepted: " + ROWS, -1).length != batches.size() + 1) {
      throw new AssertionError("not stored: " + receipts);
    }
    for (ImportBarsRequest bars : imports) {
      GrpcCaller.Answer receipt =
          service.call(MarketDataServiceGrpc.getImportBarsMethod(), List.of(bars));
      if (!receipt.text().contains("accepted: 1")) {
        throw new AssertionError("not stored: " + receipt);
      }
    }
  }

  /** Behind the middle of what every company has of the shared symbol. */
  String tickCursor() throws Exception {
    var half =
        stub()
            .streamTicks(
                StreamTicksRequest.newBuilder()
                    .setSymbol(SHARED_SYMBOL)
                    .setSource(SHARED_FEED)
                    .setFromNanos(START)
                    .setToNanos(START + STEP * ROWS / 2)
                    .build());
    String cursor = "";
    for (StreamTicksResponse page = half.read(); page != null; page = half.read()) {
      cursor = page.getCursor();
    }
    return cursor;
  }

  /** Behind its first symbol. */
  String symbolCursor() throws Exception {
    return stub().symbols(SymbolsRequest.newBuilder().setPageSize(1).build()).getNextCursor();
  }

  private MarketDataServiceGrpc.MarketDataServiceBlockingV2Stub stub() {
    return MarketDataServiceGrpc.newBlockingV2Stub(channel)
        .withInterceptors(
            MetadataUtils.newAttachHeadersInterceptor(
                GrpcCaller.bearer(key(Role.SERVICE))));
  }
}
