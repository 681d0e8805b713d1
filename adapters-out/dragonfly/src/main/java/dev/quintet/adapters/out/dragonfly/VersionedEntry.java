package dev.quintet.adapters.out.dragonfly;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Words as bytes, behind a format and two numbers by which the later of two entries is known. An entry
 * takes the place of another in the server, and only if that is not later: simultaneous writers leave the
 * latest.
 */
final class VersionedEntry {

  private static final int HEAD = 1 + 2 * Long.BYTES;

  /**
   * Compares byte by byte: Lua compares strings by the server's locale and its numbers are doubles. What is
   * held but is no entry of ours counts as nothing. Runs on Lua 5.1 and 5.4.
   */
  private static final ScriptCall.Script PUT =
      ScriptCall.Script.of(
          """
          local entry, held = ARGV[1], redis.pcall('GET', KEYS[1])
          if type(held) == 'string' and #held >= %1$d
              and string.byte(held, 1) == string.byte(entry, 1) then
            for i = 2, %1$d do
              local x, y = string.byte(held, i), string.byte(entry, i)
              if x > y then return 0 end
              if x < y then break end
            end
          end
          redis.call('SET', KEYS[1], entry, 'PX', ARGV[3])
          return 1
          """
              .formatted(HEAD));

  private VersionedEntry() {}

  /** With the length of each part, so that no two lists of parts share a key. */
  static byte[] key(String kind, TenantId tenant, String... parts) {
    StringBuilder key = new StringBuilder("quintet:").append(kind);
    append(key, tenant.value());
    for (String part : parts) {
      append(key, part);
    }
    return key.toString().getBytes(UTF_8);
  }

  /** What the keys of a kind and tenant begin with, and no other. */
  static String prefix(String kind, TenantId tenant) {
    StringBuilder key = new StringBuilder("quintet:").append(kind);
    append(key, tenant.value());
    return key.append(':').toString();
  }

  /** The parts of a key behind that of its tenant; empty for anything else. */
  static Optional<List<String>> parts(String kind, TenantId tenant, byte[] key) {
    String text = new String(key, UTF_8);
    String prefix = prefix(kind, tenant);
    List<String> parts = new ArrayList<>();
    int at = prefix.length();
    while (text.startsWith(prefix) && at < text.length()) {
      int colon = text.indexOf(':', at);
      if (colon < 0 || !text.substring(at, colon).matches("\\d{1,5}")) {
        return Optional.empty();
      }
      int end = colon + 1 + Integer.parseInt(text.substring(at, colon));
      if (end > text.length() || end < text.length() && text.charAt(end) != ':') {
        return Optional.empty();
      }
      parts.add(text.substring(colon + 1, end));
      at = end + 1;
    }
    return Arrays.equals(key, key(kind, tenant, parts.toArray(String[]::new)))
        ? Optional.of(parts)
        : Optional.empty();
  }

  private static void append(StringBuilder key, String part) {
    key.append(':').append(part.length()).append(':').append(part);
  }

  /**
   * @param format other than any that words of another meaning have
   * @param major not negative; of two entries that with the higher one is the later
   * @param minor not negative; decides where {@code major} is the same
   */
  static byte[] bytes(int format, long major, long minor, List<String> words) {
    List<byte[]> parts = words.stream().map(word -> word.getBytes(UTF_8)).toList();
    int length = HEAD + parts.stream().mapToInt(part -> Short.BYTES + part.length).sum();
    ByteBuffer bytes =
        ByteBuffer.allocate(length).put((byte) format).putLong(major).putLong(minor);
    parts.forEach(part -> bytes.putShort((short) part.length).put(part));
    return bytes.array();
  }

  /** The words of {@link #bytes}; empty for anything else. */
  static Optional<List<String>> words(int format, byte @Nullable [] stored) {
    if (stored == null || stored.length < HEAD || stored[0] != format) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(stored, HEAD, stored.length - HEAD);
    List<String> words = new ArrayList<>();
    try {
      while (bytes.hasRemaining()) {
        byte[] word = new byte[Short.toUnsignedInt(bytes.getShort())];
        bytes.get(word);
        words.add(new String(word, UTF_8));
      }
    } catch (BufferUnderflowException e) {
      return Optional.empty();
    }
    return Optional.of(words);
  }

  /**
   * What an entry says; empty for anything that we did not write, or not for that owner.
   *
   * @param own the words with which those of the entry begin
   * @param of reads the others; for what is no such entry it throws
   */
  static <T> Optional<T> read(
      int format, List<String> own, byte @Nullable [] stored, Function<List<String>, T> of) {
    try {
      return words(format, stored)
          .filter(words -> words.size() > own.size())
          .filter(words -> words.subList(0, own.size()).equals(own))
          .map(words -> of.apply(words.subList(own.size(), words.size())));
    } catch (DateTimeException
        | IllegalArgumentException
        | IllegalStateException
        | NoSuchElementException
        | ProblemException e) {
      return Optional.empty();
    }
  }

  /** Puts an entry under a key, unless a later one is there. */
  static ScriptCall put(byte[] key, byte[] entry, Duration life) {
    return new ScriptCall(PUT, key, entry, false, life);
  }
}
