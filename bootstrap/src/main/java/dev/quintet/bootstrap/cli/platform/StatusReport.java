package dev.quintet.bootstrap.cli.platform;

import dev.quintet.bootstrap.cli.kit.JsonDocument;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  private static final int LINE_WIDTH = 80;
  private static final String COLOUR = "\u001b\\[[0-9]+m";

  /** How names of figures end, and the unit of such a figure. */
  private static final Map<String, String> UNITS =
      Map.of("_mb", "MB", "_gb", "GB", "_percent", "%", "_ms", "ms");

  /** Which unit follows, and how many make one of it. */
  private static final Map<String, Larger> LARGER =
      Map.of(
          "MB", new Larger("GB", 1_024),
          "GB", new Larger("TB", 1_024),
          "ms", new Larger("s", 1_000));

  private record Larger(String unit, int factor) {}

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

  /** A word and what there is to say of it, on as many lines as that takes. */
  void line(String name, String text) {
    StringBuilder line = new StringBuilder(pad(name, NAME_WIDTH));
    int width = line.length();
    for (String word : text.split("(?<= )(?! )")) {
      int length = word.replaceAll(COLOUR, "").stripTrailing().length();
      if (width > NAME_WIDTH && width + length > LINE_WIDTH) {
        out.println(line.toString().stripTrailing());
        line = new StringBuilder(" ".repeat(NAME_WIDTH));
        width = NAME_WIDTH;
      }
      line.append(word);
      width += word.replaceAll(COLOUR, "").length();
    }
    out.println(line.toString().stripTrailing());
  }

  /** What operators see. */
  void health(JsonDocument health) {
    line(
        "machine",
        "cpu %s, memory %s, disk %s"
            .formatted(
                amount(health.number("system_resources.cpu_usage_percent"), "%"),
                amount(health.number("system_resources.memory_usage_mb"), "MB"),
                amount(health.number("system_resources.disk_usage_percent"), "%")));
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
        "%s  %s, checked %s"
            .formatted(
                state(health.text("tenant_context.tenant_isolation_status")),
                count(health.number("tenant_context.active_tenants"), "active tenant"),
                ago("tenant_context.isolation_checked_at", health)));
    line(
        "calls",
        "%s/s, %s on average, %s failed %s"
            .formatted(
                health.number("performance_metrics.throughput_rps"),
                amount(health.number("performance_metrics.response_time_ms"), "ms"),
                amount(health.number("performance_metrics.error_rate_percent"), "%"),
                paint(FAINT, "(last minute)")));
    line(
        "usage",
        "%s  complete until %s, %s, %s"
            .formatted(
                state(health.text("usage.consistency")),
                ago("usage.complete_until", health),
                count(health.number("usage.unbilled_batches"), "unbilled batch"),
                count(health.number("usage.waiting_calls"), "call") + " waiting"));
    line(
        "stores",
        "%s of days agree with the record, %s delivered in the last minute"
            .formatted(
                health.number("multi_db_performance.transaction_consistency"),
                count(health.number("multi_db_performance.cross_database_queries"), "change")));
    if (!Set.of("0", "-").contains(health.number("payments.quarantined_messages"))) {
      line(
          "payments",
          "%s in quarantine, the oldest for %s"
              .formatted(
                  count(health.number("payments.quarantined_messages"), "message"),
                  duration(health.number("payments.oldest_quarantined_seconds"))));
    }
  }

  /** When each job ran, and runs again. */
  void jobs(JsonDocument answer) {
    for (JsonDocument job : answer.list("jobs")) {
      String failures = job.number("failures");
      line(
          "job",
          "%s, last done %s, next %s%s"
              .formatted(
                  job.text("job"),
                  job.text("last_success"),
                  job.text("next_run"),
                  failures.equals("0") ? "" : ", failed " + count(failures, "time") + " since"));
    }
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
        return words.replace('_', ' ') + " " + amount(value, unit.getValue());
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
          "%s: %s, was %s"
              .formatted(
                  metric.text("name"),
                  amount(metric.number("current"), metric.text("unit")),
                  amount(metric.number("baseline"), metric.text("unit"))));
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

  /** Three digits at least, of the largest unit that is not below one. */
  private static String amount(String number, String unit) {
    if (number.equals("-")) {
      return "- " + unit;
    }
    BigDecimal value = new BigDecimal(number);
    Larger larger = LARGER.get(unit);
    if (larger != null && value.compareTo(BigDecimal.valueOf(larger.factor())) >= 0) {
      BigDecimal fewer =
          value.divide(BigDecimal.valueOf(larger.factor()), MathContext.DECIMAL64);
      return amount(fewer.toPlainString(), larger.unit());
    }
    int digits = value.precision() - value.scale();
    BigDecimal shown = value.setScale(Math.clamp(3L - digits, 0, 3), RoundingMode.HALF_UP);
    return (shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString()) + " " + unit;
  }

  /** How long before the document was made. */
  private static String ago(String way, JsonDocument health) {
    Optional<Instant> then = health.find(way).map(Instant::parse);
    Optional<Instant> now = health.find("timestamp").map(Instant::parse);
    if (then.isEmpty() || now.isEmpty()) {
      return "-";
    }
    long seconds = Math.max(0, Duration.between(then.get(), now.get()).toSeconds());
    return duration(Long.toString(seconds)) + " ago";
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
        : time.toMinutes() > 0
            ? "%d min %d s".formatted(time.toMinutesPart(), time.toSecondsPart())
            : time.toSeconds() + " s";
  }
}
