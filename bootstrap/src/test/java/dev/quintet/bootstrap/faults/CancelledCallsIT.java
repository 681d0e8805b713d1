package dev.quintet.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.marketdata.v1.BarsRequest;
import dev.quintet.marketdata.v1.ImportBarsRequest;
import dev.quintet.marketdata.v1.ImportedBar;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import dev.quintet.marketdata.v1.Side;
import dev.quintet.marketdata.v1.StreamTicksRequest;
import dev.quintet.marketdata.v1.StreamTicksResponse;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A call that is cancelled, or whose deadline is over, leaves nothing running in an engine. */
final class CancelledCallsIT {

  private static final int CALLS = Seed.LONG ? 100 : 20;
  private static final int ROWS = 2_000_000;
  private static final long START = 1_705_312_800_000_000_000L; // 2024-01-15T10:00Z
  private static final long END = START + ROWS * 10_000_000L;

  /** The promise; a busy machine that also builds gets more time. */
  private static final Duration GONE = Duration.ofMillis(Seed.LONG ? 250 : 2_000);

  private final ProxiedService service = ProxiedService.get();
  private int seen;
  private final Random random = Seed.random(CancelledCallsIT.class, 20_261_122);

  /** A call that nobody answers to the end; its query is found by an instant of its own. */
  private static final class Begun<A> extends ClientCall.Listener<A> {
    private final CompletableFuture<Status> end = new CompletableFuture<>();
    private final ClientCall<?, A> call;

    private Begun(ClientCall<?, A> call) {
      this.call = call;
    }

    static <Q, A> Begun<A> begin(
        Channel channel, MethodDescriptor<Q, A> method, Q request, CallOptions options) {
      ClientCall<Q, A> call = channel.newCall(method, options);
      Begun<A> begun = new Begun<>(call);
      call.start(begun, new Metadata());
      call.sendMessage(request);
      call.halfClose();
      call.request(1); // and no more: the answer is held up, and its query with it
      return begun;
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      end.complete(status);
    }
  }

  @Test
  void theQueryOfACancelledCallIsGoneAndNeverThatOfAnother() {
    String key = service.newTenant("cancelling");
    String otherKey = service.newTenant("others");
    service.fill("cancelling", "EURUSD", START, ROWS);
    service.fill("others", "EURUSD", START, ROWS);
    AtomicBoolean done = new AtomicBoolean();
    List<CompletableFuture<Long>> others = new ArrayList<>();
    for (int reader = 0; reader < 2; reader++) {
      others.add(CompletableFuture.supplyAsync(() -> readAll(otherKey, done), Thread::startVirtualThread));
    }
    List<Long> millis = new ArrayList<>();
    for (int call = 0; call < CALLS; call++) {
      millis.add(cancelOne(key, START + 1_000 + call, call));
    }
    done.set(true);
    assertThat(others).map(CompletableFuture::join).allMatch(reads -> reads > 0);
    assertThat(seen).as("calls whose query was seen in the engine").isGreaterThan(CALLS / 2);
    report("queries of ClickHouse", millis);
  }

  /** Reads everything again and again; every reading has to be complete. */
  private long readAll(String key, AtomicBoolean done) {
    long reads = 0;
    var stub = MarketDataServiceGrpc.newBlockingStub(service.as(key));
    StreamTicksRequest request =
        StreamTicksRequest.newBuilder()
            .setSymbol("EURUSD")
            .setFromNanos(START)
            .setToNanos(START + ROWS / 4 * 10_000_000L)
            .build();
    while (!done.get() || reads == 0) {
      long rows = 0;
      for (var pages = stub.streamTicks(request); pages.hasNext(); ) {
        StreamTicksResponse page = pages.next();
        rows += page.getEventTimesCount();
      }
      assertThat(rows).isEqualTo(ROWS / 4);
      reads++;
    }
    return reads;
  }

  /** How long its query was still there after a call had ended. */
  private long cancelOne(String key, long from, int number) {
    boolean byDeadline = number % 2 == 1;
    Duration deadline = Duration.ofMillis(byDeadline ? 1_000 + random.nextInt(500) : 60_000);
    CallOptions options =
        CallOptions.DEFAULT.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
    Begun<?> begun =
        number % 4 < 2
            ? Begun.begin(
                service.as(key),
                MarketDataServiceGrpc.getStreamTicksMethod(),
                StreamTicksRequest.newBuilder()
                    .setSymbol("EURUSD").setFromNanos(from).setToNanos(END - number).build(),
                options)
            : Begun.begin(
                service.as(key),
                MarketDataServiceGrpc.getBarsMethod(),
                BarsRequest.newBuilder()
                    .setSymbol("EURUSD").setInterval("1s").setSide(Side.SIDE_BID)
                    // As known at an instant: from the ticks, which takes a while.
                    .setKnownAtMicros(4_000_000_000_000_000L + from % 1_000_000)
                    .setFromNanos(START).setToNanos(END).build(),
                options);
    // What each statement of this call says and that of no other.
    String mark =
        Long.toString(number % 4 < 2 ? END - number : 4_000_000_000_000_000L + from % 1_000_000);
    Awaitility.await()
        .pollInterval(Duration.ofMillis(1))
        .until(() -> running(mark) > 0 || begun.end.isDone());
    seen += begun.end.isDone() ? 0 : 1;
    if (!byDeadline) {
      begun.call.cancel("the caller leaves", null);
    }
    Status status = begun.end.join();
    long millis = gone(() -> running(mark) == 0);
    assertThat(status.getCode()).as(status.toString()).isIn(ended(byDeadline));
    return millis;
  }

  /** At the deadline the service gives up too, and a busy client hears of that before its own clock. */
  private static Set<Status.Code> ended(boolean byDeadline) {
    return byDeadline
        ? Set.of(Status.Code.DEADLINE_EXCEEDED, Status.Code.UNAVAILABLE)
        : Set.of(Status.Code.CANCELLED);
  }

  /** How many queries run that name this instant. */
  private long running(String mark) {
    return Long.parseLong(
        service.stores
            .clickHouse(
                """
                SELECT count() FROM system.processes
                WHERE user = 'quintet_reader' AND position(query, '%s') > 0"""
                    .formatted(mark))
            .getFirst());
  }

  @Test
  void theStatementOfACancelledCallIsGoneFromPostgreSql() throws Exception {
    String key = service.newTenant("importing");
    List<Long> millis = new ArrayList<>();
    try (Connection blocker = service.stores.superuser();
        Statement statement = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      for (int call = 0; call < CALLS; call++) {
        // Who wants to record the same id has to wait for this transaction, and nobody else.
        statement.execute(
            """
            INSERT INTO quintet.writes
              (tenant_id, kind, id, content_sha256, at, outcome, service, usage_count)
            VALUES ('importing', 'batch', 'cancelled-%d', decode(repeat('00', 32), 'hex'), now(),
                    '1 0 0', 's', 0)"""
                .formatted(call));
        boolean byDeadline = call % 2 == 1;
        Begun<?> begun =
            Begun.begin(
                service.as(key),
                MarketDataServiceGrpc.getImportBarsMethod(),
                bars(call),
                CallOptions.DEFAULT.withDeadlineAfter(
                    byDeadline ? 1_000 : 60_000, TimeUnit.MILLISECONDS));
        Awaitility.await()
            .pollInterval(Duration.ofMillis(2))
            .until(() -> waiting() > 0 || begun.end.isDone());
        if (!byDeadline) {
          begun.call.cancel("the caller leaves", null);
        }
        assertThat(begun.end.join().getCode()).isIn(ended(byDeadline));
        millis.add(gone(() -> waiting() == 0));
        blocker.rollback();
      }
    }
    report("statements of PostgreSQL", millis);
  }

  private static ImportBarsRequest bars(int call) {
    return ImportBarsRequest.newBuilder()
        .setBatchId("cancelled-" + call)
        .setSource("fxcm")
        .setSymbol("EURUSD")
        .setInterval("1h")
        .addBars(
            ImportedBar.newBuilder()
                .setStartNanos(START)
                .setOpen("1").setHigh("1").setLow("1").setClose("1").setVolume("1"))
        .build();
  }

  private static long gone(Callable<Boolean> condition) {
    long from = System.nanoTime();
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(2))
        .until(condition);
    return Duration.ofNanos(System.nanoTime() - from).toMillis();
  }

  private static void report(String what, List<Long> millis) {
    Collections.sort(millis);
    System.out.printf(
        "%d %s gone after %d ms (median), %d ms (longest)%n",
        CALLS, what, millis.get(CALLS / 2), millis.getLast());
    assertThat(millis.getLast()).isLessThanOrEqualTo(GONE.toMillis());
  }

  /** Statements of the service that wait for another transaction. */
  private long waiting() {
    return Long.parseLong(
        service.stores
            .postgres(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE wait_event_type = 'Lock' AND usename = 'database_service_role'""")
            .getFirst());
  }
}
