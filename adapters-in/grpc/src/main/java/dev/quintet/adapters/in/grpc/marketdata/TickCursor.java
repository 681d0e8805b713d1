package dev.quintet.adapters.in.grpc.marketdata;

import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.TickPosition;
import dev.quintet.domain.shared.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A place in a stream of ticks, as text that callers only hand back. It holds nothing but the
 * position, so a forged one shows nothing that its caller could not ask for.
 */
final class TickCursor {

  private static final byte VERSION = 1;
  private static final int HEAD = 1 + Long.BYTES + Integer.BYTES;
  private static final int MAX_TEXT = 64;

  private TickCursor() {}

  static String text(TickPosition position) {
    byte[] source = position.source().value().getBytes(StandardCharsets.US_ASCII);
    byte[] bytes =
        ByteBuffer.allocate(HEAD + source.length)
            .put(VERSION)
            .putLong(position.eventTime())
            .putInt(position.sequence())
            .put(source)
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static TickPosition position(String text) {
    ByteBuffer bytes = ByteBuffer.wrap(decoded(text));
    if (bytes.remaining() <= HEAD || bytes.get() != VERSION) {
      throw none();
    }
    long eventTime = bytes.getLong();
    int sequence = bytes.getInt();
    if (eventTime < 0 || sequence < 0) {
      throw none();
    }
    try {
      String source = StandardCharsets.US_ASCII.decode(bytes).toString();
      return new TickPosition(eventTime, sequence, new Source(source));
    } catch (ProblemException e) {
      throw none();
    }
  }

  private static byte[] decoded(String text) {
    if (text.length() > MAX_TEXT) {
      throw none();
    }
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw none();
    }
  }

  private static ProblemException none() {
    return ProblemException.invalid("cursor", "is not a cursor of this service");
  }
}
