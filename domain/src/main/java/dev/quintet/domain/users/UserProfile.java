package dev.quintet.domain.users;

import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Tier;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a tenant says of a user.
 *
 * @param limits by name, at most {@value #MOST_LIMITS}: less than what the plan allows, 0 or more
 */
public record UserProfile(
    UserName.Email email, UserName.Login username, Tier tier, Map<String, Long> limits) {

  private static final int MOST_LIMITS = 32;
  private static final Pattern LIMIT = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  public UserProfile {
    if (limits.size() > MOST_LIMITS) {
      throw ProblemException.invalid("limits", "must be at most " + MOST_LIMITS);
    }
    limits.forEach(UserProfile::check);
    limits = Map.copyOf(new TreeMap<>(limits));
  }

  private static void check(String name, long value) {
    if (!LIMIT.matcher(name).matches()) {
      throw ProblemException.invalid("limits", "must have names of 1 to 63 of a-z 0-9 _");
    }
    if (value < 0) {
      throw ProblemException.invalid("limits." + name, "is negative");
    }
  }
}
