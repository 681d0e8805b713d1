package dev.quintet.domain.subscriptions;

import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of a tenant and of one of its users that {@link Terms} follow from.
 *
 * @param user null: of the tenant alone
 * @param changes of their subscriptions, by subscription and version
 * @param overrides by version
 * @param grants by id
 */
public record Standing(
    TenantId tenant,
    @Nullable UserId user,
    List<SubscriptionChange> changes,
    List<PlanOverride> overrides,
    List<Grant> grants) {

  public Standing {
    changes = List.copyOf(changes);
    overrides = List.copyOf(overrides);
    grants = List.copyOf(grants);
  }
}
