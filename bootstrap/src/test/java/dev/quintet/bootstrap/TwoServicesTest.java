package dev.quintet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Together;
import dev.quintet.client.QuintetClient;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.subscriptions.Limit;
import dev.quintet.domain.subscriptions.PlanOverride;
import dev.quintet.domain.subscriptions.QuotaLog;
import dev.quintet.domain.subscriptions.QuotaWarning;
import dev.quintet.domain.subscriptions.TermsStore;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.writes.Write;
import dev.quintet.engines.StartProgress;
import dev.quintet.marketdata.v1.IngestTicksRequest;
import dev.quintet.marketdata.v1.IngestTicksResponse;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two services on the same databases keep the same limits. */
final class TwoServicesTest {

  private static final TenantId SHARED = new TenantId("shared");
  private static final int LIMIT = 300;

  /** How long after a call the other service has known it, on a busy machine. */
  private static final Duration KNOWN_AFTER = Duration.ofSeconds(4);

  @TempDir private static Path place = Path.of("");
  private static final List<Service> SECOND = new ArrayList<>();

  private final HttpClient http = HttpClient.newHttpClient();
  private final RunningService one = RunningService.get();

  @BeforeAll
  static void start() throws Exception {
    SECOND.add(
        Service.start(
            new DataDirectory(place.resolve("two")),
            new ServiceSettings(Wiring.SERVERS, 0, 0, RunningService.get().stores()),
            StartProgress.SILENT));
  }

  @AfterAll
  static void stop() {
    SECOND.forEach(Service::close);
    SECOND.clear();
  }

  private static Service second() {
    return SECOND.getFirst();
  }

  private HttpResponse<String> call(int port, String path, String key)
      throws IOException, InterruptedException {
    return send(port, path, key, HttpRequest.newBuilder());
  }

  private HttpResponse<String> send(
      int port, String path, String key, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(
        request
            .uri(URI.create("http://127.0.0.1:" + port + path))
            .header("authorization", "Bearer " + key)
            .header("content-type", "application/json")
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aQuotaHoldsAcrossBoth() throws Exception {
    String admin =
        newTenant(
            one.httpPort(), one.data().credential("operator").orElseThrow(), SHARED.value());
    limit(second(), SHARED, new Limit(Limit.Name.API_CALLS, LIMIT, true));
    assertQuota(List.of(one.httpPort(), second().httpPort()), admin);
    assertThat(warnings(second())).extracting(QuotaWarning::percent).contains(80, 100);
  }

  /** Calls at the same time are those of one service: each has as many as the limit allows. */
  @Test
  void callsAtTheSameTimeAreCountedByEachServiceForItself() throws Exception {
    String name = "atonce";
    String admin =
        newTenant(one.httpPort(), one.data().credential("operator").orElseThrow(), name);
    try (QuintetClient client = RunningService.client(one.grpcPort(), admin)) {
      limit(second(), new TenantId(name), new Limit(Limit.Name.CONCURRENT_QUERIES, 1, true));
      String path = "/api/v1/admin/tenants/" + name;
      ManagedChannel channel =
          NettyChannelBuilder.forAddress("127.0.0.1", one.grpcPort()).usePlaintext().build();
      try {
        open(channel, client.issueKey(name, "service", "feed").credential());
        HttpResponse<String> refusal = until(429, one.httpPort(), path, admin);
        assertThat(refusal.body()).contains("\"meter\":\"concurrent_queries\"", "\"used\":1");
        assertThat(call(second().httpPort(), path, admin).statusCode()).isEqualTo(200);
      } finally {
        channel.shutdownNow();
      }
      until(200, one.httpPort(), path, admin);
    }
  }

  @Test
  void aTenantHasNoMoreSymbolsThroughBothThanThroughOne() throws Exception {
    String name = "symbols";
    String admin =
        newTenant(one.httpPort(), one.data().credential("operator").orElseThrow(), name);
    try (QuintetClient client = RunningService.client(one.grpcPort(), admin)) {
      limit(second(), new TenantId(name), new Limit(Limit.Name.MAX_SYMBOLS, 5, true));
      String key = client.issueKey(name, "service", "feed").credential();
      List<ManagedChannel> channels =
          IntStream.of(one.grpcPort(), second().grpcPort())
              .mapToObj(
                  port ->
                      NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build())
              .toList();
      try {
        List<String> told =
            Together.call(16, i -> () -> ingest(channels.get(i % 2), key, "first", "S" + i));
        List<Integer> stored =
            IntStream.range(0, 16).filter(i -> told.get(i).contains("accepted: 20")).boxed().toList();
        assertThat(stored).hasSize(5);
        assertThat(told.stream().filter(it -> it.contains("limit_exceeded")))
            .hasSize(11)
            .allMatch(it -> it.contains("max_symbols"));
        for (int symbol : stored) {
          for (ManagedChannel channel : channels) {
            assertThat(ingest(channel, key, "again" + channel.authority(), "S" + symbol))
                .contains("receipt");
          }
        }
        assertThat(call(one.httpPort(), "/api/v1/quotas", admin).body())
            .contains("\"meter\":\"max_symbols\",\"limit\":5,\"hard\":true,\"used\":5");
      } finally {
        channels.forEach(ManagedChannel::shutdownNow);
      }
    }
  }

  private static String ingest(ManagedChannel channel, String key, String batch, String symbol) {
    return GrpcCaller.open(channel, GrpcCaller.bearer(key))
        .call(
            MarketDataServiceGrpc.getIngestTicksMethod(),
            List.of(
                Company.batch(batch.replaceAll("[^a-z0-9]", "-") + symbol, "feed", symbol, 100)))
        .text();
  }

  /** Begins a stream of ticks, and returns when its first batch is answered: it is under way then. */
  private static void open(ManagedChannel channel, String key) throws Exception {
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + key);
    CompletableFuture<IngestTicksResponse> answered = new CompletableFuture<>();
    StreamObserver<IngestTicksRequest> stream =
        MarketDataServiceGrpc.newStub(channel)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
            .ingestTicks(
                new StreamObserver<>() {
                  @Override
                  public void onNext(IngestTicksResponse answer) {
                    answered.complete(answer);
                  }

                  @Override
                  public void onError(Throwable failure) {
                    answered.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {}
                });
    stream.onNext(Company.batch("first", "feed", "EURUSD", 110_000_000));
    assertThat(answered.get(60, TimeUnit.SECONDS).hasReceipt()).isTrue();
  }

  /** Asks until it is answered with that status. */
  private HttpResponse<String> until(int status, int port, String path, String key)
      throws IOException, InterruptedException {
    Deadline deadline = Deadline.after(Duration.ofSeconds(30));
    HttpResponse<String> answer = call(port, path, key);
    while (answer.statusCode() != status && !deadline.expired()) {
      answer = call(port, path, key);
    }
    assertThat(answer.statusCode()).isEqualTo(status);
    return answer;
  }

  private String newTenant(int port, String operator, String name)
      throws IOException, InterruptedException {
    String made =
        send(
                port,
                "/api/v1/admin/tenants",
                operator,
                HttpRequest.newBuilder()
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            "{\"tenant\":\"%s\",\"name\":\"S\",\"tier\":\"pro\"}"
                                .formatted(name))))
            .body();
    return made.replaceAll(".*\"tenant_admin_key\":\"([^\"]*)\".*", "$1");
  }

  private static void limit(Service service, TenantId tenant, Limit limit) {
    Subject subject = new Subject(tenant, new ServiceName("test"), null);
    service
        .beans()
        .getBean(TermsStore.class)
        .override(
            tenant,
            new Write(subject, "override", "o", "0".repeat(64), Instant.now(), "1", null),
            new PlanOverride(
                tenant, null, 1, Instant.EPOCH, null, null, List.of(), List.of(limit), List.of()),
            Deadline.after(Duration.ofSeconds(30)));
  }

  /** Both are called in turn until both refuse. */
  private void assertQuota(List<Integer> services, String key) throws Exception {
    List<Instant> admitted = new ArrayList<>();
    boolean[] refused = new boolean[2];
    for (int call = 0; !(refused[0] && refused[1]); call++) {
      assertThat(call).as("they refuse at last").isLessThan(100 * LIMIT);
      int turn = call % 2;
      int status = call(services.get(turn), "/api/v1/admin/tenants/shared", key).statusCode();
      assertThat(status).isIn(200, 429);
      refused[turn] = status == 429;
      if (status == 200) {
        admitted.add(Instant.now());
      }
    }
    long unknown =
        admitted.stream()
            .filter(it -> it.isAfter(admitted.get(LIMIT - 1).minus(KNOWN_AFTER)))
            .count();
    assertThat(admitted.size())
        .as("exceeded by what the other admitted meanwhile at most")
        .isBetween(LIMIT, LIMIT + (int) unknown);
    HttpResponse<String> refusal = call(services.get(1), "/api/v1/admin/tenants/shared", key);
    assertThat(refusal.statusCode()).isEqualTo(429);
    assertThat(refusal.body()).contains("\"meter\":\"api_calls\"", "\"limit\":" + LIMIT);
    assertThat(refusal.headers().firstValue("retry-after")).isPresent();
    assertThat(call(services.get(0), "/api/v1/quotas", key).body()).contains("\"exceeded\":true");
  }

  private static List<QuotaWarning> warnings(Service service) throws InterruptedException {
    Deadline deadline = Deadline.after(Duration.ofSeconds(30));
    List<QuotaWarning> found;
    do {
      found =
          service.beans().getBean(QuotaLog.class).warnings(SHARED, LocalDate.EPOCH, deadline);
      Thread.onSpinWait();
    } while (found.size() < 2 && !deadline.expired());
    return found;
  }
}
