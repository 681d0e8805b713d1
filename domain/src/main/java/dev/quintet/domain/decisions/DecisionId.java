package dev.quintet.domain.decisions;

import dev.quintet.domain.shared.ProblemException;
import java.util.regex.Pattern;

/** A decision of a tenant: 1 to 100 characters of {@code A-Z a-z 0-9 . _ : -}, as a fill names it. */
public record DecisionId(String value) {

  private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9._:-]{1,100}");

  public DecisionId {
    if (!SYNTAX.matcher(value).matches()) {
      throw ProblemException.invalid(
          "decision_id", "must be 1 to 100 characters of A-Z, a-z, 0-9 and . _ : -");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
