package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Something that a tenant, or one of its users, is given once.
 *
 * @param id the operator's, 1 to 200 characters, unique within the tenant
 * @param user null: the tenant
 * @param from when it may be used
 * @param to exclusive, after {@code from}
 * @param reason for people, 1 to 200 characters
 */
public record Grant(
    String id,
    TenantId tenant,
    @Nullable UserId user,
    Benefit benefit,
    Instant from,
    Instant to,
    String reason) {

  private static final int MAX_LENGTH = 200;

  /** What is given. */
  public sealed interface Benefit {

    /** So many more are included, 1 or more. */
    record Included(UsageType type, long count) implements Benefit {
      public Included {
        if (count < 1) {
          throw ProblemException.invalid("count", "must be at least 1");
        }
      }
    }

    /** So much less is to be paid; more than nothing. */
    record Credit(Money money) implements Benefit {
      public Credit {
        if (money.isNegative() || money.isZero() || !money.equals(money.rounded())) {
          throw ProblemException.invalid(
              "credit", "must be more than 0, and a whole number of the currency's smallest unit");
        }
      }
    }
  }

  public Grant {
    text("id", id);
    text("reason", reason);
    from = from.truncatedTo(ChronoUnit.MICROS);
    to = to.truncatedTo(ChronoUnit.MICROS);
    if (!from.isBefore(to)) {
      throw ProblemException.invalid("to", "must be after from");
    }
  }

  private static void text(String field, String text) {
    if (text.isBlank()
        || text.length() > MAX_LENGTH
        || text.chars().anyMatch(it -> Character.isISOControl(it) || Character.isSurrogate((char) it))) {
      throw ProblemException.invalid(
          field, "must be 1 to " + MAX_LENGTH + " characters of the basic plane, none of control");
    }
  }

  public boolean holds(Instant at) {
    return !at.isBefore(from) && at.isBefore(to);
  }
}
