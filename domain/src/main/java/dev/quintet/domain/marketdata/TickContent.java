package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.Sha256;
import dev.quintet.domain.tenancy.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** SHA-256 over a batch as it was offered: the same content gives the same hash. */
final class TickContent {

  private static final int CHUNK = 8_192;
  private final MessageDigest digest;
  private final ByteBuffer buffer;

  private TickContent(int rows) {
    // Many batches are small, and there are many of those.
    this.buffer = ByteBuffer.allocate(Math.min(CHUNK, 256 + rows * 4 * Long.BYTES));
    this.digest = Sha256.begin();
  }

  static String hash(Source source, @Nullable UserId user, TickColumns offered) {
    TickContent content = new TickContent(Math.min(CHUNK, offered.eventTimes().length));
    content.text(source.value());
    content.text(user == null ? "" : user.value());
    content.text(offered.kind().name());
    for (Symbol symbol : offered.symbols()) {
      content.text(symbol.value());
    }
    content.ints(offered.symbolIndexes());
    content.longs(offered.eventTimes());
    content.ints(offered.sequences());
    content.number(offered.priceScale());
    content.longs(offered.first());
    content.longs(offered.second());
    content.number(offered.volumeScale());
    content.longs(offered.volumes());
    content.flush();
    return HexFormat.of().formatHex(content.digest.digest());
  }

  private void text(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    number(bytes.length);
    flush();
    digest.update(bytes);
  }

  /** A column with its length before it; an absent one differs from an empty one. */
  private void longs(long @Nullable [] values) {
    number(values == null ? -1 : values.length);
    if (values != null) {
      for (long value : values) {
        number(value);
      }
    }
  }

  private void ints(int @Nullable [] values) {
    number(values == null ? -1 : values.length);
    if (values != null) {
      for (int value : values) {
        number(value);
      }
    }
  }

  private void number(long value) {
    if (buffer.remaining() < Long.BYTES) {
      flush();
    }
    buffer.putLong(value);
  }

  private void flush() {
    digest.update(buffer.flip());
    buffer.clear();
  }
}
