package dev.quintet.bootstrap.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.bootstrap.cli.kit.JsonDocument;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StatusReportTest {

  private static final String HEALTH =
      """
      {"status":"degraded","timestamp":"2026-11-22T10:12:12.5Z","version":"1.2.3","uptime_seconds":7500,
      "performance_metrics":{"response_time_ms":null,"throughput_rps":0.000},
      "system_resources":{"cpu_usage_percent":12.5,"memory_usage_mb":2560.44,
        "disk_usage_percent":null},
      "dependencies":{"postgresql":"healthy","clickhouse":"unhealthy","dragonflydb":"healthy",
        "weaviate":"not_configured","arangodb":"not_configured"},
      "tenant_context":{"active_tenants":1,"tenant_isolation_status":"isolated",
        "isolation_checked_at":"2026-11-22T10:11:12.345Z"},
      "database_details":{"postgresql":{"active_connections":7,"max_connections":100,
        "tenant_schemas":3},"clickhouse":{"active_queries":null},
        "dragonflydb":{"memory_usage_mb":1.500,"cache_hit_rate_percent":75.000}},
      "multi_db_performance":{"transaction_consistency":0.999900,
        "cross_database_queries":12},
      "usage":{"consistency":"consistent","unbilled_batches":0,"waiting_calls":1,
        "complete_until":"2026-11-22T10:10:10.5Z"},
      "payments":{"quarantined_messages":2,"oldest_quarantined_seconds":90}}""";

  private static final String PERFORMANCE =
      """
      {"measured_at":"2026-11-22T10:11:12Z","baseline":{"set_at":"2026-11-21T00:00:00Z"},
      "metrics":[{"name":"calls p50","unit":"ms","current":2503.7,"baseline":1.0004,
      "verdict":"worse"},{"name":"calls p99","verdict":"better"},{"verdict":"not_measured"}]}""";

  private static String shown(boolean colours) throws IOException {
    StringWriter text = new StringWriter();
    StatusReport report = new StatusReport(new PrintWriter(text), colours);
    report.title(JsonDocument.of(HEALTH));
    report.health(JsonDocument.of(HEALTH));
    report.performance(JsonDocument.of(PERFORMANCE));
    return text.toString();
  }

  @Test
  void everythingIsInOneReport() throws IOException {
    assertThat(shown(false))
        .isEqualTo(
            """
            Quintet 1.2.3  ● degraded  up 2 h 5 min

            machine     cpu 12.5 %, memory 2.5 GB, disk - %

            postgresql  ● healthy         7 active connections, 100 max connections, 3
                        tenant schemas
            clickhouse  ● unhealthy
            dragonflydb ● healthy         memory usage 1.5 MB, cache hit rate 75 %
            weaviate    ○ not configured
            arangodb    ○ not configured

            isolation   ● isolated  1 active tenant, checked 1 min 0 s ago
            calls       0/s, - ms on average, - % failed (last minute)
            usage       ● consistent  complete until 2 min 2 s ago, 0 unbilled batches, 1
                        call waiting
            stores      0.9999 of days agree with the record, 12 changes delivered in the
                        last minute
            payments    2 messages in quarantine, the oldest for 1 min 30 s
            speed       1 better, 0 as before, 1 worse  (than at 2026-11-21T00:00:00Z)
                        calls p50: 2.5 s, was 1 ms
            """);
  }

  @Test
  void noLineIsWiderThanATerminal() throws IOException {
    assertThat(shown(true).replaceAll("\u001b\\[[0-9]+m", "").lines())
        .allMatch(line -> line.length() <= 80);
  }

  @Test
  void coloursAreForTerminalsThatWantThem() throws IOException {
    assertThat(shown(false)).doesNotContain("\u001b");
    assertThat(shown(true))
        .contains("\u001b[33m● degraded\u001b[0m", "\u001b[31m● unhealthy\u001b[0m");
    assertThat(shown(true).replaceAll("\u001b\\[[0-9]+m", "")).isEqualTo(shown(false));
  }

  @Test
  void whatTheServiceSendsCannotSteerTheTerminal() throws IOException {
    assertThat(JsonDocument.of("{\"a\":\"\\u001b[2J\"}").text("a")).isEqualTo("?[2J");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "x", "{", "{\"a\":", "{\"a\":[1", "{\"a\":[{\"b\":1}"})
  void whatIsNoDocumentIsRefused(String text) {
    assertThatThrownBy(() -> JsonDocument.of(text)).isInstanceOf(IOException.class);
  }

  @Test
  void jobsSayWhenTheyRanAndRun() throws IOException {
    StringWriter text = new StringWriter();
    new StatusReport(new PrintWriter(text), false)
        .jobs(
            JsonDocument.of(
                """
                {"jobs":[{"job":"subscriptions","last_success":"2026-11-22T10:11:12Z","failures":0,
                "next_run":"2026-11-22T10:12:12Z"},{"job":"new","failures":2,
                "next_run":"2026-11-22T10:12:13Z"}]}"""));
    assertThat(text.toString().replaceAll("\\s+", " "))
        .isEqualTo(
            "job subscriptions, last done 2026-11-22T10:11:12Z, next 2026-11-22T10:12:12Z"
                + " job new, last done -, next 2026-11-22T10:12:13Z, failed 2 times since ");
  }
}
