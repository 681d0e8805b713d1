package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.ProblemException;
import java.util.regex.Pattern;

/** A plan: 1 to 63 characters of {@code a-z 0-9 _ -}, beginning with a letter. */
public record PlanId(String value) implements Comparable<PlanId> {

  private static final Pattern SYNTAX = Pattern.compile("[a-z][a-z0-9_-]{0,62}");

  /** Of the plan that those have who pay for none. */
  public static final PlanId FREE = new PlanId("free");

  public PlanId {
    if (!SYNTAX.matcher(value).matches()) {
      throw ProblemException.invalid(
          "plan", "must be 1 to 63 characters of a-z, 0-9 and _ -, beginning with a letter");
    }
  }

  @Override
  public int compareTo(PlanId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
