package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.ProblemException;
import java.util.regex.Pattern;

/**
 * A subscription, as its tenant's billing names it: 1 to 64 characters of {@code A-Z a-z 0-9 . _ : -},
 * unique within the tenant.
 */
public record SubscriptionId(String value) {

  private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  public SubscriptionId {
    if (!SYNTAX.matcher(value).matches()) {
      throw ProblemException.invalid(
          "subscription", "must be 1 to 64 characters of A-Z, a-z, 0-9 and . _ : -");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
