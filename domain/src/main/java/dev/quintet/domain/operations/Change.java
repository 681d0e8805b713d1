package dev.quintet.domain.operations;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What an operation changed of an aggregate, as the record has it.
 *
 * @param kind a word of the program, {@code a-z 0-9 _}, by which a projection knows what it is
 * @param aggregate the id of what the changes are in order of, 1 to 200 characters
 * @param sequence in the order in which they were committed, unique within kind and aggregate: the
 *     transaction that writes one holds the aggregate until it ends
 * @param payload everything that a projection needs, at most {@value #MOST_BYTES} bytes in UTF-8
 */
public record Change(String kind, String aggregate, long sequence, String payload) {

  /** A block of many is held in memory. */
  public static final int MOST_BYTES = 8_192;

  private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  private static final int LONGEST = 200;

  public Change {
    if (!KIND.matcher(kind).matches() || aggregate.isEmpty() || aggregate.length() > LONGEST) {
      throw new IllegalArgumentException("not a change: " + kind + " of " + aggregate.length());
    }
    if (payload.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw new IllegalArgumentException(kind + " has more than " + MOST_BYTES + " bytes");
    }
  }
}
