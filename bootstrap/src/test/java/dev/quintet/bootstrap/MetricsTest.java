package dev.quintet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.client.QuintetClient;
import dev.quintet.client.QuintetException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the running service shows to Prometheus. */
final class MetricsTest {

  private final RunningService service = RunningService.get();

  private String scrape() {
    RestCaller.Answer answer =
        new RestCaller(service.httpPort())
            .send(
                "GET /prometheus",
                List.of(
                    "Authorization: Bearer " + service.data().credential("operator").orElseThrow()),
                "");
    assertThat(answer.status()).isEqualTo(200);
    return answer.text();
  }

  @Test
  void everyStoreAndProtocolIsMeasuredAndNoTenantIsNamed() {
    String unique = UUID.randomUUID().toString().substring(0, 8);
    String tenant = "watched_" + unique;
    String symbol = "SYM" + unique.toUpperCase(Locale.ROOT);
    String key = service.newTenant(tenant);
    try (QuintetClient client = RunningService.client(service.grpcPort(), key)) {
      assertThat(client.symbols()).isEmpty();
      try {
        client.lastQuote(symbol);
      } catch (QuintetException e) {
        assertThat(e.kind()).isEqualTo(QuintetException.Kind.NOT_FOUND);
      }
    }

    String shown = scrape();
    SoftAssertions.assertSoftly(
        softly -> {
          softly.assertThat(shown).contains("postgresql_query_seconds_bucket{operation=\"find key\"");
          softly.assertThat(shown).contains("operation=\"commit\"");
          softly
              .assertThat(shown)
              .contains("clickhouse_query_seconds_bucket{operation=\"list symbols\",outcome=\"ok\"");
          softly
              .assertThat(shown)
              .contains("cache_access_seconds_count{operation=\"find quote\",outcome=\"miss\"}");
          softly
              .assertThat(shown)
              .containsPattern(
                  "grpc_call_seconds_count\\{method=\"quintet.marketdata.v1.MarketDataService/"
                      + "LastQuote\",outcome=\"not_found\"}");
          softly
              .assertThat(shown)
              .contains("postgresql_connections_most{of=\"database_service_role\"}");
          softly.assertThat(shown).contains("ingest_rows{of=\"held\"}");
          softly.assertThat(shown).doesNotContain(tenant).doesNotContain(unique);
          softly.assertThat(shown).doesNotContain(symbol).doesNotContain(key).doesNotContain("demo");
        });
    assertThat(shown.lines().filter(line -> line.startsWith("# HELP")))
        .hasSizeGreaterThan(20)
        .allMatch(line -> line.matches("# HELP [a-z0-9_]+ .+"), "says what it is");
    // A call is measured once it has ended, after its answer was read.
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(scrape())
                    .contains("http_call_seconds_count{outcome=\"ok\",route=\"GET /prometheus\"}"));
  }
}
