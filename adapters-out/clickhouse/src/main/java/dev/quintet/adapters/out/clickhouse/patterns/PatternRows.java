package dev.quintet.adapters.out.clickhouse.patterns;

import dev.quintet.adapters.out.clickhouse.kernel.Reading;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.patterns.EmbeddedPattern;
import dev.quintet.domain.patterns.Pattern;
import dev.quintet.domain.patterns.PatternId;
import dev.quintet.domain.patterns.RecordedPattern;
import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Patterns as rows of {@link PatternTables#PATTERNS}. */
final class PatternRows {

  /** What {@link #recorded} reads, in order. */
  static final String SELECT =
      """
      SELECT pattern_id, user_id, toString(symbol) AS name, toString(type) AS kind, timeframe, features,
             toDecimalString(confidence, 8) AS sure, decision_id,
             toUnixTimestamp64Micro(seen_at) AS seen, toString(outcome) AS result,
             toString(tier) AS level, version, toUnixTimestamp64Micro(recorded_at) AS recorded
      FROM patterns""";

  static final List<String> COLUMNS =
      List.of(
          "pattern_id", "user_id", "name", "kind", "timeframe", "features", "sure", "decision_id",
          "seen", "result", "level", "version", "recorded");

  private PatternRows() {}

  /** In the order of the table's columns. */
  static List<Object> row(TenantId tenant, EmbeddedPattern embedded, long generation) {
    RecordedPattern recorded = embedded.recorded();
    Pattern pattern = recorded.pattern();
    UserId user = pattern.user();
    return List.of(
        tenant.value(),
        embedded.embedding().model().toString(),
        generation,
        pattern.id().value(),
        user == null ? "" : user.value(),
        pattern.symbol().value(),
        pattern.type(),
        pattern.timeframe().seconds(),
        pattern.features().value(),
        pattern.confidence(),
        pattern.decision(),
        pattern.at(),
        Words.of(recorded.outcome()),
        recorded.tier().word(),
        recorded.version(),
        recorded.recordedAt(),
        embedded.embedding().unit());
  }

  static RecordedPattern recorded(Reading row, int at) {
    String user = row.text(1, at);
    Pattern pattern =
        new Pattern(
            new PatternId(row.text(0, at)),
            user.isEmpty() ? null : new UserId(user),
            new Symbol(row.text(2, at)),
            row.text(3, at),
            new Interval(row.number(4, at)),
            new JsonText(row.text(5, at)),
            new BigDecimal(row.text(6, at)),
            row.text(7, at),
            instant(row.number(8, at)));
    return new RecordedPattern(
        pattern,
        Pattern.Outcome.of(row.text(9, at)),
        Tier.of(row.text(10, at)),
        row.number(11, at),
        instant(row.number(12, at)));
  }

  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
