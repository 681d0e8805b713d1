package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.ProblemException;
import java.util.regex.Pattern;

/** The caller's id of one write, unique within the tenant: 1 to 64 characters of {@code A-Z a-z 0-9 . _ : -}. */
public record BatchId(String value) implements Comparable<BatchId> {

  private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  public BatchId {
    if (!SYNTAX.matcher(value).matches()) {
      throw ProblemException.invalid(
          "batch_id", "must be 1 to 64 characters of A-Z, a-z, 0-9 and . _ : -");
    }
  }

  @Override
  public int compareTo(BatchId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
