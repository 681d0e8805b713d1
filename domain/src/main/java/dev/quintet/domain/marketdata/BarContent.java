package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.Sha256;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * SHA-256 over imported bars, in the order of their starts: the same bars give the same hash. Every
 * text has its length before it. It starts with a word that no batch of ticks starts with, so an id
 * used for both is a conflict.
 */
final class BarContent {

  /** Longer than any {@link Source}, which is what the content of ticks starts with. */
  private static final String KIND = "dev.quintet.marketdata/imported-bars";

  private final MessageDigest digest = Sha256.begin();

  static String hash(ImportedBars bars) {
    BarContent content = new BarContent();
    content.text(KIND);
    content.text(bars.symbol().value());
    content.text(bars.source().value());
    content.number(bars.interval().seconds());
    content.number(bars.bars().size());
    bars.bars().stream()
        .sorted(Comparator.comparing(ImportedBar::start))
        .forEach(content::bar);
    return HexFormat.of().formatHex(content.digest.digest());
  }

  private void bar(ImportedBar bar) {
    number(EventTime.nanos(bar.start()));
    decimal(bar.prices().open());
    decimal(bar.prices().high());
    decimal(bar.prices().low());
    decimal(bar.prices().close());
    decimal(bar.volume());
    number(bar.technicalIndicators().size());
    new TreeMap<>(bar.technicalIndicators())
        .forEach(
            (name, value) -> {
              text(name);
              decimal(value);
            });
  }

  private void decimal(BigDecimal value) {
    text(value.toPlainString());
  }

  private void text(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    number(bytes.length);
    digest.update(bytes);
  }

  private void number(long value) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }
}
