package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which usage is summed up, and how. A null filter lets everything through. Types are always kept
 * apart: calls and ticks have no common sum.
 *
 * @param tenant null: every tenant, for the billing system only
 * @param from inclusive, of the times at which usage is booked
 * @param to exclusive, after {@code from} and at most {@value #MAX_DAYS} days later
 */
public record UsageQuery(
    @Nullable TenantId tenant,
    @Nullable ServiceName service,
    @Nullable UserId user,
    @Nullable UsageType type,
    Instant from,
    Instant to,
    Set<UsageGrouping> groups) {

  /** Ten years and their leap days. */
  public static final int MAX_DAYS = 3_653;

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  public UsageQuery {
    EnumSet<UsageGrouping> apart = EnumSet.of(UsageGrouping.TYPE);
    apart.addAll(groups);
    groups = Set.copyOf(apart);
    within("from", from);
    within("to", to);
    if (!from.isBefore(to)) {
      throw ProblemException.invalid("to", "must be after from");
    }
    if (Duration.between(from, to).compareTo(Duration.ofDays(MAX_DAYS)) > 0) {
      throw ProblemException.invalid("to", "must be at most " + MAX_DAYS + " days after from");
    }
  }

  /** The same of one tenant. */
  public UsageQuery of(TenantId only) {
    return new UsageQuery(only, service, user, type, from, to, groups);
  }

  /** The same of one user. */
  public UsageQuery of(@Nullable UserId only) {
    return new UsageQuery(tenant, service, only, type, from, to, groups);
  }

  /** Of its totals. */
  public Listing listing() {
    return Listing.of(
        "usage", tenant, service, user, type, from, to, groups.stream().sorted().toList());
  }

  private static void within(String field, Instant instant) {
    if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
      throw ProblemException.invalid(field, "must be within " + EARLIEST + " and " + LATEST);
    }
  }
}
