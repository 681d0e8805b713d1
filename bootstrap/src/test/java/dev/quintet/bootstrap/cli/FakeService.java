package dev.quintet.bootstrap.cli;

import dev.quintet.marketdata.v1.Bar;
import dev.quintet.marketdata.v1.BarsRequest;
import dev.quintet.marketdata.v1.BarsResponse;
import dev.quintet.marketdata.v1.BatchProblem;
import dev.quintet.marketdata.v1.ImportBarsRequest;
import dev.quintet.marketdata.v1.ImportBarsResponse;
import dev.quintet.marketdata.v1.IngestTicksRequest;
import dev.quintet.marketdata.v1.IngestTicksResponse;
import dev.quintet.marketdata.v1.LastQuoteRequest;
import dev.quintet.marketdata.v1.LastQuoteResponse;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import dev.quintet.marketdata.v1.RejectedTick;
import dev.quintet.marketdata.v1.TickReceipt;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The public interface over the wire, with answers that a test chooses. */
public final class FakeService extends MarketDataServiceGrpc.MarketDataServiceImplBase
    implements AutoCloseable {

  private static final Metadata.Key<String> KIND = key("quintet-problem-kind");
  private static final Metadata.Key<String> FIELD = key("quintet-problem-field");

  private final Server server;
  private final int port;
  public final Map<String, IngestTicksRequest> batches = new ConcurrentHashMap<>();
  public final List<IngestTicksRequest> inOrder = Collections.synchronizedList(new ArrayList<>());
  public final Map<String, ImportBarsRequest> imports = new ConcurrentHashMap<>();
  public final List<Metadata> headers = Collections.synchronizedList(new ArrayList<>());
  public volatile Function<IngestTicksRequest, List<RejectedTick>> rejections = batch -> List.of();
  public volatile Function<IngestTicksRequest, @Nullable BatchProblem> problems = batch -> null;
  public volatile Function<BarsRequest, List<Bar>> bars = request -> List.of();
  public volatile Function<LastQuoteRequest, LastQuoteResponse> quotes =
      request -> {
        throw problem(Status.NOT_FOUND, "not_found", "", "no such symbol: " + request.getSymbol());
      };

  public FakeService() {
    try {
      server =
          NettyServerBuilder.forAddress(
                  new InetSocketAddress("127.0.0.1", 0), InsecureServerCredentials.create())
              .maxInboundMessageSize(16 << 20)
              .addService(this)
              .intercept(
                  new ServerInterceptor() {
                    @Override
                    public <Q, R> ServerCall.Listener<Q> interceptCall(
                        ServerCall<Q, R> call, Metadata sent, ServerCallHandler<Q, R> next) {
                      headers.add(sent);
                      return next.startCall(call, sent);
                    }
                  })
              .build()
              .start();
      port = server.getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  /** A typed problem, as the service puts it on the wire. */
  public static StatusRuntimeException problem(Status status, String kind, String field, String detail) {
    Metadata trailers = new Metadata();
    trailers.put(KIND, kind);
    if (!field.isEmpty()) {
      trailers.put(FIELD, field);
    }
    return status.withDescription(detail).asRuntimeException(trailers);
  }

  public int port() {
    return port;
  }

  public String header(String name) {
    return String.valueOf(headers.getLast().get(key(name)));
  }

  @Override
  public StreamObserver<IngestTicksRequest> ingestTicks(StreamObserver<IngestTicksResponse> out) {
    return new StreamObserver<>() {
      @Override
      public void onNext(IngestTicksRequest batch) {
        out.onNext(answer(batch));
      }

      @Override
      public void onError(Throwable failure) {}

      @Override
      public void onCompleted() {
        out.onCompleted();
      }
    };
  }

  private IngestTicksResponse answer(IngestTicksRequest batch) {
    IngestTicksResponse.Builder response =
        IngestTicksResponse.newBuilder().setBatchId(batch.getBatchId());
    BatchProblem problem = problems.apply(batch);
    if (problem != null) {
      return response.setProblem(problem).build();
    }
    IngestTicksRequest before = batches.putIfAbsent(batch.getBatchId(), batch);
    if (before == null) {
      inOrder.add(batch);
    }
    List<RejectedTick> rejected = rejections.apply(batch);
    int accepted = batch.getEventTimesCount() - rejected.size();
    TickReceipt.Builder receipt =
        TickReceipt.newBuilder()
            .setAccepted(accepted)
            .setRepeated(before != null)
            .setRejected(rejected.size())
            .addAllRejectedRows(rejected);
    if (accepted > 0) {
      range(batch, receipt);
    }
    return response.setReceipt(receipt).build();
  }

  /** Of all rows, the rejected ones too. */
  private static void range(IngestTicksRequest batch, TickReceipt.Builder receipt) {
    LongSummaryStatistics times = values(batch.getEventTimesList());
    LongSummaryStatistics prices =
        values(
            batch.hasQuotes() ? batch.getQuotes().getBidsList() : batch.getTrades().getPricesList());
    if (batch.hasQuotes()) {
      prices.combine(values(batch.getQuotes().getAsksList()));
    }
    receipt
        .setFirstEventTimeNanos(times.getMin())
        .setLastEventTimeNanos(times.getMax())
        .setLowestPrice(BigDecimal.valueOf(prices.getMin(), batch.getPriceScale()).toPlainString())
        .setHighestPrice(BigDecimal.valueOf(prices.getMax(), batch.getPriceScale()).toPlainString());
  }

  private static LongSummaryStatistics values(List<Long> differences) {
    LongSummaryStatistics values = new LongSummaryStatistics();
    long value = 0;
    for (long difference : differences) {
      value += difference;
      values.accept(value);
    }
    return values;
  }

  @Override
  public void bars(BarsRequest request, StreamObserver<BarsResponse> out) {
    try {
      out.onNext(BarsResponse.newBuilder().addAllBars(bars.apply(request)).build());
      out.onCompleted();
    } catch (StatusRuntimeException e) {
      out.onError(e);
    }
  }

  @Override
  public void importBars(ImportBarsRequest request, StreamObserver<ImportBarsResponse> out) {
    int bars = request.getBarsCount();
    boolean repeated = imports.put(request.getBatchId(), request) != null;
    out.onNext(
        ImportBarsResponse.newBuilder().setAccepted(bars).setDuplicate(repeated ? bars : 0).build());
    out.onCompleted();
  }

  @Override
  public void lastQuote(LastQuoteRequest request, StreamObserver<LastQuoteResponse> out) {
    try {
      out.onNext(quotes.apply(request));
      out.onCompleted();
    } catch (StatusRuntimeException e) {
      out.onError(e);
    }
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
