package dev.quintet.bootstrap.faults;

import dev.quintet.marketdata.v1.BarsRequest;
import dev.quintet.marketdata.v1.LastQuoteRequest;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import dev.quintet.marketdata.v1.Side;
import dev.quintet.tenancy.v1.GetTenantRequest;
import dev.quintet.tenancy.v1.TenantServiceGrpc;
import io.grpc.Channel;
import io.grpc.Status;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Callers of every kind, each one call after the other; every answer is kept with its time. */
final class MixedLoad implements AutoCloseable {

  /** Of a call; the service has to answer until then. */
  static final Duration DEADLINE = Duration.ofSeconds(1);

  static final String SYMBOL = "EURUSD";
  static final long START = 1_705_312_800_000_000_000L; // 2024-01-15T10:00Z

  private static final long HOUR = 3_600_000_000_000L;
  private static final long PAUSE_NANOS = 10_000_000;

  /** What is done, and the engines without which it cannot be. */
  enum Work {
    INGEST(Set.of(Engine.POSTGRESQL, Engine.CLICKHOUSE)),
    BARS(Set.of(Engine.POSTGRESQL, Engine.CLICKHOUSE)),
    /** The cache answers it for five seconds; then the store has to confirm it. */
    LAST_QUOTE(Set.of(Engine.POSTGRESQL, Engine.CLICKHOUSE)),
    USAGE(Set.of(Engine.POSTGRESQL)),
    TENANT(Set.of(Engine.POSTGRESQL));

    final Set<Engine> needs;

    Work(Set<Engine> needs) {
      this.needs = needs;
    }
  }

  /**
   * A call that ended.
   *
   * @param batch its id; empty unless it was ingest
   */
  record Call(Work work, long begun, long ended, Status.Code code, String batch) {
    Duration took() {
      return Duration.ofNanos(ended - begun);
    }
  }

  private final ProxiedService service;
  private final Channel channel;
  private final Channel operator;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ConcurrentLinkedQueue<Call> calls = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger batches = new AtomicInteger();
  private volatile boolean stopped;

  MixedLoad(ProxiedService service, String key) {
    this.service = service;
    this.channel = service.as(key);
    this.operator = service.as(service.operator());
    for (Work work : Work.values()) {
      for (int caller = 0; caller < 2; caller++) {
        threads.add(Thread.ofVirtual().start(() -> repeat(work)));
      }
    }
  }

  private void repeat(Work work) {
    while (!stopped) {
      String batch = work == Work.INGEST ? "mixed-" + batches.getAndIncrement() : "";
      long begun = System.nanoTime();
      Status.Code code = call(work, batch);
      calls.add(new Call(work, begun, System.nanoTime(), code, batch));
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private Status.Code call(Work work, String batch) {
    try {
      return switch (work) {
        case INGEST -> ingest(batch);
        case BARS -> bars();
        case LAST_QUOTE -> lastQuote();
        case USAGE -> usage();
        case TENANT -> tenant();
      };
    } catch (RuntimeException e) {
      return Status.fromThrowable(e).getCode();
    }
  }

  private Status.Code ingest(String batch) {
    int number = Integer.parseInt(batch.substring(batch.indexOf('-') + 1));
    long time = START + number * 1_000_000L;
    Quotes quotes =
        new Quotes(batch, SYMBOL, new long[] {time}, new long[] {138_000}, new long[] {138_002});
    return switch (Ingest.send(channel, quotes.request(), DEADLINE)) {
      case Ingest.Outcome.Stored it -> Status.Code.OK;
      case Ingest.Outcome.Refused(var problem) -> Status.fromCodeValue(problem.getCode()).getCode();
      case Ingest.Outcome.Broken(var status) -> status.getCode();
    };
  }

  private Status.Code bars() {
    Iterator<?> bars =
        MarketDataServiceGrpc.newBlockingStub(channel)
            .withDeadlineAfter(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
            .bars(
                BarsRequest.newBuilder()
                    .setSymbol(SYMBOL)
                    .setInterval("1m")
                    .setSide(Side.SIDE_BID)
                    .setFromNanos(START - HOUR)
                    .setToNanos(START + HOUR)
                    .build());
    bars.forEachRemaining(bar -> {});
    return Status.Code.OK;
  }

  private Status.Code lastQuote() {
    var unused =
        MarketDataServiceGrpc.newBlockingStub(channel)
            .withDeadlineAfter(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
            .lastQuote(LastQuoteRequest.newBuilder().setSymbol(SYMBOL).build());
    return Status.Code.OK;
  }

  private Status.Code tenant() {
    var unused =
        TenantServiceGrpc.newBlockingStub(operator)
            .withDeadlineAfter(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
            .getTenant(GetTenantRequest.newBuilder().setTenant("demo").build());
    return Status.Code.OK;
  }

  /** REST knows one deadline for all calls, set to the same time for this service. */
  private Status.Code usage() {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d/api/v1/usage".formatted(service.httpPort())))
            .header(
                "authorization", "Bearer " + service.data.credential("billing").orElseThrow())
            .build();
    try {
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return switch (status) {
        case 200 -> Status.Code.OK;
        case 503 -> Status.Code.UNAVAILABLE;
        case 504 -> Status.Code.DEADLINE_EXCEEDED;
        default -> Status.Code.INTERNAL;
      };
    } catch (IOException | InterruptedException e) {
      return Status.Code.UNKNOWN;
    }
  }

  /** The calls so far. */
  List<Call> calls() {
    return List.copyOf(calls);
  }

  /** Those that began in a time, by {@link System#nanoTime()}, and have ended. */
  List<Call> begunBetween(long from, long to) {
    return calls.stream().filter(it -> it.begun() >= from && it.begun() < to).toList();
  }

  @Override
  public void close() {
    stopped = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
