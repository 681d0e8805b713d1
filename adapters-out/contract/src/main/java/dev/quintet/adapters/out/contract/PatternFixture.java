package dev.quintet.adapters.out.contract;

import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.patterns.EmbeddedPattern;
import dev.quintet.domain.patterns.Embedding;
import dev.quintet.domain.patterns.Pattern;
import dev.quintet.domain.patterns.PatternId;
import dev.quintet.domain.patterns.RecordedPattern;
import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Recorded patterns, which differ in what a test is about.
 *
 * @param seconds behind {@link #AT}
 */
public record PatternFixture(
    String id,
    @Nullable UserId user,
    String symbol,
    String type,
    Interval timeframe,
    Pattern.Outcome outcome,
    long version,
    long seconds) {

  /** When patterns were seen, unless a test says otherwise. */
  public static final Instant AT = Instant.parse("2026-03-04T05:06:07.891234Z");

  static PatternFixture of(String id) {
    return new PatternFixture(
        id, null, "EURUSD", "double_top", Interval.HOUR, Pattern.Outcome.PENDING, 1, 0);
  }

  public PatternFixture user(UserId owner) {
    return new PatternFixture(id, owner, symbol, type, timeframe, outcome, version, seconds);
  }

  public PatternFixture symbol(String other) {
    return new PatternFixture(id, user, other, type, timeframe, outcome, version, seconds);
  }

  public PatternFixture type(String other) {
    return new PatternFixture(id, user, symbol, other, timeframe, outcome, version, seconds);
  }

  public PatternFixture timeframe(Interval other) {
    return new PatternFixture(id, user, symbol, type, other, outcome, version, seconds);
  }

  public PatternFixture outcome(Pattern.Outcome other) {
    return new PatternFixture(id, user, symbol, type, timeframe, other, version, seconds);
  }

  public PatternFixture version(long other) {
    return new PatternFixture(id, user, symbol, type, timeframe, outcome, other, seconds);
  }

  /** Seen so many seconds later. */
  public PatternFixture seen(long later) {
    return new PatternFixture(id, user, symbol, type, timeframe, outcome, version, later);
  }

  public RecordedPattern recorded() {
    return new RecordedPattern(
        new Pattern(
            new PatternId(id),
            user,
            new Symbol(symbol),
            type,
            timeframe,
            new JsonText("{\"rsi\": 0.5, \"note\": \"\u00e4 \\\"\"}"),
            new BigDecimal("0.87654321"),
            "d-1",
            AT.plusSeconds(seconds)),
        outcome,
        Tier.PRO,
        version,
        AT.plusSeconds(seconds + 1));
  }

  public EmbeddedPattern at(Embedding embedding) {
    return new EmbeddedPattern(recorded(), embedding);
  }

  /** The least value of each field. */
  static Extreme least() {
    return new Extreme(
        new RecordedPattern(
            new Pattern(
                new PatternId("-"),
                null,
                new Symbol("0"),
                ".",
                Interval.SECOND,
                new JsonText("0"),
                BigDecimal.ZERO,
                "",
                Instant.EPOCH),
            Pattern.Outcome.BREAKEVEN,
            Tier.FREE,
            1,
            Instant.EPOCH));
  }

  /** The greatest value of each field. */
  static Extreme greatest() {
    return new Extreme(
        new RecordedPattern(
            new Pattern(
                new PatternId("z".repeat(100)),
                new UserId("@".repeat(64)),
                new Symbol("~/A=$" + "Z".repeat(59)),
                "z".repeat(64),
                new Interval(4 * 604_800L),
                new JsonText("\"" + "\u20ac".repeat(5_460) + "\""),
                BigDecimal.ONE,
                "Z".repeat(100),
                Instant.parse("2299-12-31T23:59:59.999999Z")),
            Pattern.Outcome.LOSS,
            Tier.ENTERPRISE,
            Long.MAX_VALUE,
            Instant.parse("2299-12-31T23:59:59.999999Z")));
  }

  /** A pattern at the ends of what fields hold. */
  record Extreme(RecordedPattern recorded) {

    EmbeddedPattern at(Embedding embedding) {
      return new EmbeddedPattern(recorded, embedding);
    }
  }
}
