package dev.quintet.domain.tenancy;

import static dev.quintet.domain.tenancy.Role.BILLING;
import static dev.quintet.domain.tenancy.Role.OPERATOR;
import static dev.quintet.domain.tenancy.Role.READER;
import static dev.quintet.domain.tenancy.Role.SERVICE;
import static dev.quintet.domain.tenancy.Role.TENANT_ADMIN;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a call needs to be allowed, a verb on a resource ({@code ticks:read}), and the roles that are
 * allowed it. This is the whole table; the README prints it.
 */
public enum Permission {
  TICKS_READ(Reach.USER, SERVICE, TENANT_ADMIN, READER),
  TICKS_WRITE(Reach.USER, SERVICE),
  BARS_READ(Reach.USER, SERVICE, TENANT_ADMIN, READER),
  BARS_WRITE(Reach.USER, SERVICE),
  SESSIONS_READ(SERVICE, TENANT_ADMIN, READER),
  SESSIONS_WRITE(SERVICE, TENANT_ADMIN),
  USAGE_READ(Reach.USER, SERVICE, BILLING, TENANT_ADMIN),
  USAGE_EXPORT(Reach.EVERY_TENANT, BILLING),
  INVOICES_READ(Reach.USER, SERVICE, BILLING, TENANT_ADMIN),
  INVOICES_EXPORT(Reach.EVERY_TENANT, BILLING, OPERATOR),
  QUOTAS_READ(Reach.USER, SERVICE, BILLING, TENANT_ADMIN),
  USERS_READ(Reach.USER, SERVICE, TENANT_ADMIN, READER),
  USERS_WRITE(SERVICE, TENANT_ADMIN),
  ACCOUNTS_READ(Reach.USER, SERVICE, TENANT_ADMIN, READER),
  ACCOUNTS_WRITE(Reach.USER, SERVICE),
  TRADES_READ(Reach.USER, SERVICE, TENANT_ADMIN, READER),
  TRADES_WRITE(Reach.USER, SERVICE),
  PREDICTIONS_READ(Reach.USER, SERVICE, TENANT_ADMIN, READER),
  PREDICTIONS_WRITE(Reach.USER, SERVICE),
  DECISIONS_READ(Reach.USER, SERVICE, TENANT_ADMIN, READER),
  DECISIONS_WRITE(Reach.USER, SERVICE),
  RECEIPTS_READ(Reach.USER, SERVICE, TENANT_ADMIN, READER),
  OUTBOX_READ(OPERATOR),
  OUTBOX_WRITE(OPERATOR),
  PLANS_READ(SERVICE, BILLING, OPERATOR, TENANT_ADMIN, READER),
  PLANS_CREATE(Reach.EVERY_TENANT, OPERATOR),
  AGREEMENTS_CREATE(OPERATOR),
  SUBSCRIPTIONS_READ(SERVICE, BILLING, OPERATOR, TENANT_ADMIN),
  SUBSCRIPTIONS_CREATE(OPERATOR),
  SUBSCRIPTIONS_WRITE(OPERATOR, TENANT_ADMIN),
  PAYMENTS_READ(Reach.EVERY_TENANT, BILLING, OPERATOR),
  PAYMENTS_WRITE(Reach.EVERY_TENANT, OPERATOR),
  PREFERENCES_READ(Reach.USER, SERVICE, TENANT_ADMIN, READER),
  PREFERENCES_WRITE(Reach.USER, SERVICE),
  NOTIFICATIONS_READ(Reach.USER, SERVICE, TENANT_ADMIN, READER),
  NOTIFICATIONS_WRITE(Reach.USER, SERVICE),
  RISK_READ(Reach.USER, SERVICE, TENANT_ADMIN, READER),
  RISK_WRITE(Reach.USER, SERVICE),
  LOGINS_READ(Reach.USER, SERVICE, TENANT_ADMIN),
  LOGINS_WRITE(Reach.USER, SERVICE, TENANT_ADMIN),
  TENANTS_READ(OPERATOR, TENANT_ADMIN),
  TENANTS_LIST(OPERATOR),
  TENANTS_CREATE(OPERATOR),
  KEYS_READ(OPERATOR, TENANT_ADMIN),
  KEYS_ISSUE(OPERATOR, TENANT_ADMIN),
  KEYS_REVOKE(OPERATOR, TENANT_ADMIN),
  HEALTH_READ(Reach.EVERY_TENANT, OPERATOR),
  METRICS_READ(Reach.EVERY_TENANT, OPERATOR),
  BASELINE_WRITE(Reach.EVERY_TENANT, OPERATOR);

  /** How far what is asked for goes. */
  public enum Reach {
    /** Of a tenant, and also for one of its users: what that user owns. */
    USER,
    TENANT,
    /** All tenants at once: a call that is for one or some of them may not. */
    EVERY_TENANT
  }

  private final Reach reach;
  private final Set<Role> roles;

  Permission(Role first, Role... rest) {
    this(Reach.TENANT, first, rest);
  }

  Permission(Reach reach, Role first, Role... rest) {
    this.reach = reach;
    this.roles = EnumSet.of(first, rest);
  }

  public Reach reach() {
    return reach;
  }

  public boolean isOf(Role role) {
    return roles.contains(role);
  }

  /** As people read it: {@code ticks:read}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ':');
  }
}
