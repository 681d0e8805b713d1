package dev.quintet.bootstrap.cli.platform;

import dev.quintet.bootstrap.cli.kit.JsonDocument;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The health document and the performance of a service as one report for a person. */
final class StatusReport {

  private static final String PLAIN = "\u001b[0m";
  private static final String BOLD = "\u001b[1m";
  private static final String FAINT = "\u001b[2m";
  private static final String RED = "\u001b[31m";
  private static final String GREEN = "\u001b[32m";
  private static final String YELLOW = "\u001b[33m";

  private static final int NAME_WIDTH = 12;
  private static final int STATE_WIDTH = 16;

  /** How names of figures end, and what is written behind such a figure. */
  private static final Map<String, String> UNITS =
      Map.of("_mb", " MB", "_gb", " GB", "_percent", " %", "_ms", " ms");

  private final PrintWriter out;
  private final boolean colours;

  StatusReport(PrintWriter out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  void title(JsonDocument health) {
    out.println(
        paint(BOLD, "Quintet " + health.text("version"))
            + "  "
            + state(health.text("status"))
            + "  "
            + paint(FAINT, "up " + duration(health.text("uptime_seconds"))));
    out.println();
  }

  /** A word and what there is to say of it. */
  void line(String name, String text) {
    out.println((pad(name, NAME_WIDTH) + text).stripTrailing());
  }

  /** What operators see. */
  void health(JsonDocument health) {
    line(
        "machine",
        "cpu %s %%, memory %s MB, disk %s %%"
            .formatted(
                health.number("system_resources.cpu_usage_percent"),
                health.number("system_resources.memory_usage_mb"),
                health.number("system_resources.disk_usage_percent")));
    out.println();
    for (String store : health.names("dependencies")) {
      String state = health.text("dependencies." + store);
      line(
          store,
          state(state)
              + " ".repeat(Math.max(1, STATE_WIDTH - state.length()))
              + figures(store, health));
    }
    out.println();
    line(
        "isolation",
        "%s  %s, checked at %s"
            .formatted(
                state(health.text("tenant_context.tenant_isolation_status")),
                count(health.number("tenant_context.active_tenants"), "active tenant"),
                time(health.text("tenant_context.isolation_checked_at"))));
    line(
        "calls",
        "%s/s, %s ms on average, %s %% failed %s"
            .formatted(
                health.number("performance_metrics.throughput_rps"),
                health.number("performance_metrics.response_time_ms"),
                health.number("performance_metrics.error_rate_percent"),
                paint(FAINT, "(last minute)")));
    line(
        "usage",
        "%s  complete until %s, %s, %s"
            .formatted(
                state(health.text("multi_db_performance.transaction_consistency")),
                time(health.text("usage.complete_until")),
                count(health.number("usage.unbilled_batches"), "unbilled batch"),
                count(health.number("usage.waiting_calls"), "call") + " waiting"));
  }

  private static String figures(String store, JsonDocument health) {
    if (!"healthy".equals(health.text("dependencies." + store))) {
      return "";
    }
    String details = "database_details." + store;
    return health.names(details).stream()
        .map(name -> figure(name, health.number(details + "." + name)))
        .collect(Collectors.joining(", "));
  }

  /** {@code 7 active connections} or, of what is not counted, {@code memory usage 1.5 MB}. */
  private static String figure(String name, String value) {
    for (Map.Entry<String, String> unit : UNITS.entrySet()) {
      if (name.endsWith(unit.getKey())) {
        String words = name.substring(0, name.length() - unit.getKey().length());
        return words.replace('_', ' ') + " " + value + unit.getValue();
      }
    }
    return value + " " + name.replace('_', ' ');
  }

  /** Only what differs from the baseline is worth a line. */
  void performance(JsonDocument performance) {
    Optional<String> baseline = performance.find("baseline.set_at");
    List<JsonDocument> metrics = performance.list("metrics");
    List<JsonDocument> worse = of(metrics, "worse");
    line(
        "speed",
        baseline.isEmpty()
            ? paint(FAINT, "no baseline; an operator sets one (README)")
            : "%d better, %d as before, %s  %s"
                .formatted(
                    of(metrics, "better").size(),
                    of(metrics, "same").size(),
                    worse.isEmpty() ? "0 worse" : paint(RED, worse.size() + " worse"),
                    paint(FAINT, "(than at " + time(baseline.get()) + ")")));
    for (JsonDocument metric : worse) {
      line(
          "",
          "%s: %s %s, was %s %s"
              .formatted(
                  metric.text("name"),
                  metric.number("current"),
                  metric.text("unit"),
                  metric.number("baseline"),
                  metric.text("unit")));
    }
  }

  private static List<JsonDocument> of(List<JsonDocument> metrics, String verdict) {
    return metrics.stream().filter(metric -> metric.text("verdict").equals(verdict)).toList();
  }

  private String state(String word) {
    String shown = word.replace('_', ' ');
    return switch (word) {
      case "healthy", "isolated", "consistent" -> paint(GREEN, "● " + shown);
      case "degraded", "unknown" -> paint(YELLOW, "● " + shown);
      case "unhealthy", "leaking", "inconsistent" -> paint(RED, "● " + shown);
      default -> paint(FAINT, "○ " + shown);
    };
  }

  private String paint(String colour, String text) {
    return colours ? colour + text + PLAIN : text;
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }

  private static String count(String number, String thing) {
    return number + " " + thing + (number.equals("1") ? "" : thing.endsWith("ch") ? "es" : "s");
  }

  /** Seconds are exact enough. */
  private static String time(String instant) {
    return instant.equals("-")
        ? instant
        : Instant.parse(instant).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String duration(String seconds) {
    if (seconds.equals("-")) {
      return seconds;
    }
    Duration time = Duration.ofSeconds(Long.parseLong(seconds));
    if (time.toDays() > 0) {
      return "%d d %d h".formatted(time.toDays(), time.toHoursPart());
    }
    return time.toHours() > 0
        ? "%d h %d min".formatted(time.toHours(), time.toMinutesPart())
        : String.format(Locale.ROOT, "%d min %d s", time.toMinutesPart(), time.toSecondsPart());
  }
}
