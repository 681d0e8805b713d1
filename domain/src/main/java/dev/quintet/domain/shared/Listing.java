package dev.quintet.domain.shared;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A listing with its question, and its cursors: versioned, and bound to both, so that one of another
 * listing, tenant or question is refused. A cursor holds a position only; a forged one reaches nothing
 * that its caller could not ask for.
 */
public final class Listing {

  private static final byte VERSION = 2;
  private static final int TAG = 8;
  private static final int MOST_BYTES = 255;
  private static final byte[] NONE = {};

  private final byte[] tag;

  private Listing(byte[] tag) {
    this.tag = tag;
  }

  /**
   * The listing of that name.
   *
   * @param question the tenant, and what else its items depend on; null where it asks for nothing
   */
  public static Listing of(String name, @Nullable Object... question) {
    MessageDigest digest = Sha256.begin();
    digest.update(name.getBytes(StandardCharsets.UTF_8));
    for (Object part : question) {
      byte[] text = part == null ? NONE : part.toString().getBytes(StandardCharsets.UTF_8);
      int length = part == null ? -1 : text.length;
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
      digest.update(text);
    }
    return new Listing(Arrays.copyOf(digest.digest(), TAG));
  }

  /**
   * Where it goes on behind an item.
   *
   * @param position the parts by which it is ordered, each of at most 255 bytes in UTF-8
   */
  public Cursor behind(List<String> position) {
    List<byte[]> parts =
        position.stream().map(part -> part.getBytes(StandardCharsets.UTF_8)).toList();
    int length = parts.stream().mapToInt(part -> 1 + part.length).sum();
    ByteBuffer bytes = ByteBuffer.allocate(1 + TAG + length).put(VERSION).put(tag);
    for (byte[] part : parts) {
      if (part.length > MOST_BYTES) {
        throw new IllegalArgumentException("a part of a position has " + part.length + " bytes");
      }
      bytes.put((byte) part.length).put(part);
    }
    return new Cursor(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array()));
  }

  /**
   * The position of a cursor.
   *
   * @param parts how many it has
   * @param read makes a position of them; whatever it refuses is no cursor of this listing
   * @throws ProblemException Invalid unless it is a cursor of this listing
   */
  public <T> T position(Cursor cursor, int parts, Function<List<String>, T> read) {
    try {
      return read.apply(parts(ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor.value())), parts));
    } catch (BufferUnderflowException
        | IllegalArgumentException
        | DateTimeException
        | ProblemException e) {
      throw new ProblemException(
          new Problem.Invalid("cursor", "is not a cursor of this listing"), e);
    }
  }

  /** The only part of a position that has one; empty for none: the first page. */
  public String position(@Nullable Cursor cursor) {
    return cursor == null ? "" : position(cursor, 1, List::getFirst);
  }

  private List<String> parts(ByteBuffer bytes, int count) {
    byte[] found = new byte[TAG];
    byte version = bytes.get();
    bytes.get(found);
    List<String> parts = new ArrayList<>(count);
    while (bytes.hasRemaining()) {
      byte[] part = new byte[Byte.toUnsignedInt(bytes.get())];
      bytes.get(part);
      parts.add(new String(part, StandardCharsets.UTF_8));
    }
    if (version != VERSION || !Arrays.equals(found, tag) || parts.size() != count) {
      throw new IllegalArgumentException("of another listing");
    }
    return parts;
  }

  /** {@link Page#of} of items that are ordered by that position. */
  public <T> Page<T> page(List<T> found, int limit, Function<T, List<String>> position) {
    return Page.of(found, limit, item -> behind(position.apply(item)));
  }
}
