package dev.quintet.domain.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.Refused;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may be in names, ids and periods, and what may not. */
final class ValueSyntaxTest {

  @Test
  void aSymbolIsWhatItsVendorWrites() {
    for (String text :
        List.of(
            "A", "0", "EUR/USD", "ES#M24", "BRK.B", "A_B-C", "Z".repeat(64), "ES=F", "^GSPC",
            "USDJPY=X", "BTC/USDT:USDT", "M&M.NS", "$SPX.X", ".SPX", "/ESZ24", "@ES#", "ES1!",
            "O:SPY251219C00650000", "0#.FTSE", "(AAPL+MSFT)/2", "%VOL", "[A]{B}|C~D<E>",
            "x" + "-".repeat(63))) {
      assertThat(new Symbol(text).toString()).isEqualTo(text);
    }
    assertThat(new Symbol("ESc1")).isNotEqualTo(new Symbol("ESC1"));
    for (String text :
        List.of(
            "", "A B", "A\n", "A\u0000", "A\u007f", "Ä", "A'", "A\"", "A`", "A\\", "A,B", "A;B", "A*", "A?",
            "-A", "+A", "=A", ".", "..", "./.", "^", "A".repeat(65),
            "#".repeat(64) + "A")) {
      Refused.field("symbol", () -> new Symbol(text));
    }
  }

  @Test
  void aSourceIsLowerCase() {
    for (String text : List.of("a", "0", "fxcm", "a.b_c-d", "z".repeat(32))) {
      assertThat(new Source(text).toString()).isEqualTo(text);
    }
    for (String text : List.of("", "FXCM", ".a", "-a", "a b", "a/b", "a\n", "a".repeat(33))) {
      Refused.field("source", () -> new Source(text));
    }
  }

  @Test
  void aBatchIdIsShortAndPlain() {
    for (String text : List.of("a", "A.b_c:d-9", "x".repeat(64))) {
      assertThat(new BatchId(text).toString()).isEqualTo(text);
    }
    for (String text : List.of("", "a b", "a/b", "a\n", "é", "x".repeat(65))) {
      Refused.field("batch_id", () -> new BatchId(text));
    }
  }

  @Test
  void aPeriodIsNotEmptyAndWithinTheRangeOfEventTimes() {
    TimeRange all = new TimeRange(EventTime.MIN, EventTime.END);
    assertThat(all.fromNanos()).isZero();
    assertThat(EventTime.instant(all.toNanos())).isEqualTo(EventTime.END);
    Instant noon = Instant.parse("2024-05-08T12:00:00Z");
    Refused.field("to", () -> new TimeRange(noon, noon));
    Refused.field("to", () -> new TimeRange(noon, noon.minusNanos(1)));
    Refused.field("to", () -> new TimeRange(noon, EventTime.END.plusNanos(1)));
    Refused.field("from", () -> new TimeRange(EventTime.MIN.minusNanos(1), noon));
    Refused.field("from", () -> new TimeRange(Instant.MAX, Instant.MAX));
    Refused.field("from", () -> new TimeRange(Instant.MIN, noon));
    Refused.field("to", () -> new TimeRange(noon, Instant.MAX));
  }

  @Test
  void aSideHasAWordAScaleAndAKind() {
    for (Side side : Side.values()) {
      assertThat(Side.of(side.word())).isEqualTo(side);
    }
    assertThat(Side.MID.scale()).isEqualTo(9);
    assertThat(Side.BID.scale()).isEqualTo(8);
    assertThat(Side.TRADE.kind()).isEqualTo(TickKind.TRADE);
    assertThat(Side.ASK.kind()).isEqualTo(TickKind.QUOTE);
    Refused.field("side", () -> Side.of("BID"));
  }
}
