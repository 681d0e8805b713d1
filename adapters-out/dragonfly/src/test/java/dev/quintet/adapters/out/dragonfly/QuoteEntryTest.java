package dev.quintet.adapters.out.dragonfly;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.tenancy.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class QuoteEntryTest {

  private static final Symbol SYMBOL = new Symbol("EURUSD");

  private static Tick tick(Instant time, int sequence, String source, Instant receivedAt) {
    return new Tick.TradePrint(
        SYMBOL, new Source(source), time, sequence, BigDecimal.ONE, BigDecimal.ONE, receivedAt);
  }

  @Test
  void theBytesAreOrderedAsTheTicksAre() {
    List<Tick> ticks = new ArrayList<>();
    for (long nanos : new long[] {0, 1, 255, 256, 1L << 53, (1L << 53) + 1, Long.MAX_VALUE / 2}) {
      for (int sequence : new int[] {Integer.MIN_VALUE, -1, 0, 1, 256, Integer.MAX_VALUE}) {
        for (String source : List.of("a", "a-", "a.", "a0", "a_", "aa", "z".repeat(32))) {
          for (long micros : new long[] {-1, 0, 1, 1L << 40}) {
            Instant time = EventTime.instant(nanos);
            Instant received = EventTime.instant(micros * 1_000);
            ticks.add(tick(time, sequence, source, received));
            ticks.add(
                new Tick.Quote(
                    SYMBOL,
                    new Source(source),
                    time,
                    sequence,
                    BigDecimal.ONE,
                    BigDecimal.TWO,
                    BigDecimal.ONE,
                    received));
          }
        }
      }
    }
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      Tick one = ticks.get(random.nextInt(ticks.size()));
      Tick other = ticks.get(random.nextInt(ticks.size()));
      assertThat(Integer.signum(compare(one, other)))
          .as("%s and %s", one, other)
          .isEqualTo(Integer.signum(Tick.ORDER.compare(one, other)));
    }
  }

  private static int compare(Tick one, Tick other) {
    return Arrays.compareUnsigned(
        new QuoteEntry(one, 3).bytes(),
        QuoteEntry.ORDER_AT,
        QuoteEntry.ORDER_END,
        new QuoteEntry(other, 5).bytes(),
        QuoteEntry.ORDER_AT,
        QuoteEntry.ORDER_END);
  }

  @Test
  void whatWasWrittenIsRead() {
    QuoteEntry entry = new QuoteEntry(tick(EventTime.MIN, 3, "a.b", EventTime.MIN), 1_234);
    assertThat(QuoteEntry.of(SYMBOL, entry.bytes())).contains(entry);
  }

  @Test
  void rubbishIsNoEntry() {
    byte[] good = new QuoteEntry(tick(EventTime.MIN, 3, "a.b", EventTime.MIN), 1_234).bytes();
    Random random = new Random(11);
    for (int length = 0; length < 128; length++) {
      byte[] rubbish = new byte[length];
      random.nextBytes(rubbish);
      assertThat(QuoteEntry.of(SYMBOL, rubbish)).isEmpty();
    }
    assertThat(QuoteEntry.of(SYMBOL, null)).isEmpty();
    assertThat(QuoteEntry.of(SYMBOL, Arrays.copyOf(good, good.length - 1))).isEmpty();
    assertThat(QuoteEntry.of(SYMBOL, Arrays.copyOf(good, QuoteEntry.QUOTE_BYTES))).isEmpty();
    assertThat(QuoteEntry.of(SYMBOL, with(good, 0, QuoteEntry.VERSION + 1))).isEmpty();
    assertThat(QuoteEntry.of(SYMBOL, with(good, QuoteEntry.KIND_AT, 1))).isEmpty();
    assertThat(QuoteEntry.of(SYMBOL, with(good, QuoteEntry.ORDER_AT + 12, 'A'))).isEmpty();
  }

  @Test
  void noByteOfAnEntryCanBeChangedSoThatReadingItFails() {
    byte[] good = new QuoteEntry(tick(EventTime.MIN, 3, "a.b", EventTime.MIN), 1_234).bytes();
    for (int at = 0; at < good.length; at++) {
      for (int value = 0; value < 256; value++) {
        QuoteEntry.of(SYMBOL, with(good, at, value))
            .ifPresent(entry -> assertThat(entry.tick().symbol()).isEqualTo(SYMBOL));
      }
    }
  }

  private static byte[] with(byte[] bytes, int at, int value) {
    byte[] changed = bytes.clone();
    changed[at] = (byte) value;
    return changed;
  }

  @Test
  void noTwoPairsOfTenantAndSymbolShareAKey() {
    Map<List<String>, String> keys = new HashMap<>();
    for (String tenant : List.of("ab", "ab1", "ab11", "ab1_1", "ab_", "quote", "quote_5", "ab6")) {
      for (String symbol : List.of("A", "1A", "11A", "1", "1/1", "A-", "QUOTE", "6", "66666", "1.1")) {
        keys.put(
            List.of(tenant, symbol),
            new String(
                QuoteEntry.key(new TenantId(tenant), new Symbol(symbol)),
                US_ASCII));
      }
    }
    assertThat(keys.values()).doesNotHaveDuplicates();
  }

  /** The lengths hold even should a name one day hold the separator. */
  @Test
  void aKeyNamesTheTenantBeforeTheSymbolWithTheirLengths() {
    assertThat(new String(QuoteEntry.key(new TenantId("acme"), SYMBOL), US_ASCII))
        .isEqualTo("quintet:quote:4:acme:6:EURUSD");
  }
}
