package dev.quintet.domain.trades;

import dev.quintet.domain.shared.ProblemException;
import java.util.regex.Pattern;

/** A fill, or another event, of an account: 1 to 100 characters of {@code A-Z a-z 0-9 . _ : -}. */
public record TradeId(String value) {

  private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9._:-]{1,100}");

  public TradeId {
    if (!isOne(value)) {
      throw ProblemException.invalid(
          "trade_id", "must be 1 to 100 characters of A-Z, a-z, 0-9 and . _ : -");
    }
  }

  /**
   * An id in a field of another name.
   *
   * @throws ProblemException Invalid of that field
   */
  public static TradeId of(String field, String text) {
    if (!isOne(text)) {
      throw ProblemException.invalid(
          field, "must be 1 to 100 characters of A-Z, a-z, 0-9 and . _ : -");
    }
    return new TradeId(text);
  }

  static boolean isOne(String text) {
    return SYNTAX.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
