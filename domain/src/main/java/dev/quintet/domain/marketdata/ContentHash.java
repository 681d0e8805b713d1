package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over a batch as it was offered: the same content gives the same hash. Numbers have 8 bytes;
 * every text and every column has its length before it.
 */
final class ContentHash {

  private static final int CHUNK = 8 * 1_024;

  private final MessageDigest digest = Sha256.begin();
  private final ByteBuffer buffer;

  /**
   * @param bytes about so many: many batches are small, and there are many of those
   */
  ContentHash(long bytes) {
    this.buffer = ByteBuffer.allocate((int) Math.min(CHUNK, 256 + bytes));
  }

  void text(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    number(bytes.length);
    flush();
    digest.update(bytes);
  }

  /** An absent column differs from an empty one. */
  void longs(long @Nullable [] values) {
    number(values == null ? -1 : values.length);
    if (values != null) {
      for (long value : values) {
        number(value);
      }
    }
  }

  /** As {@link #longs}. */
  void ints(int @Nullable [] values) {
    number(values == null ? -1 : values.length);
    if (values != null) {
      for (int value : values) {
        number(value);
      }
    }
  }

  void number(long value) {
    if (buffer.remaining() < Long.BYTES) {
      flush();
    }
    buffer.putLong(value);
  }

  private void flush() {
    digest.update(buffer.flip());
    buffer.clear();
  }

  /** 64 hexadecimal digits. */
  String hex() {
    flush();
    return HexFormat.of().formatHex(digest.digest());
  }
}
