package dev.quintet.application.tenancy;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.ApiKey;
import dev.quintet.domain.tenancy.ApiKeyStore;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.domain.tenancy.UserId;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Issues, lists and revokes the keys of a tenant, for its admins; operators appoint the admins and
 * may revoke any of its keys.
 *
 * <p>A key whose answer was lost is in the list, and nobody has its text: revoke it and issue
 * another. A key is rotated the same way: issue, change over, revoke.
 */
public final class KeyAdministration {

  private static final Logger LOG = LoggerFactory.getLogger(KeyAdministration.class);

  private final Access access;
  private final ApiKeyStore store;
  private final Keys keys;
  private final Clock clock;

  public KeyAdministration(Access access, ApiKeyStore store, Keys keys, Clock clock) {
    this.access = access;
    this.store = store;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * A new key of the tenant. Not idempotent: each call makes a key.
   *
   * @param service what will work with it; its usage is metered by this name
   * @param user the only one that its calls act for, of the roles service and reader; null: they act for
   *     all
   * @throws ProblemException Denied when the caller issues no keys, or none of that role; NotFound
   *     when there is no such tenant or active user, or it is another's; Invalid when keys of that role
   *     act for no user; Unavailable; OutcomeUnknown
   */
  public Keys.Issued issue(
      Principal principal,
      TenantId tenant,
      Role role,
      ServiceName service,
      @Nullable UserId user,
      Deadline deadline) {
    access.named(principal, Permission.KEYS_ISSUE, tenant, deadline);
    if (!principal.role().issuable().contains(role)) {
      throw new ProblemException(new Problem.Denied("issue a key of the role " + role.word()));
    }
    if (user != null) {
      requireOwn(tenant, role, user, deadline);
    }
    Keys.Issued issued =
        keys.issue(role, service, new TenantScope.One(tenant), user, deadline);
    LOG.info(
        "key {} of role {} issued for {} of {} by {}",
        issued.key().prefix(),
        role.word(),
        service,
        tenant,
        principal.keyPrefix());
    return issued;
  }

  private void requireOwn(TenantId tenant, Role role, UserId user, Deadline deadline) {
    if (role != Role.SERVICE && role != Role.READER) {
      throw ProblemException.invalid("user_id", "needs a key of the role service or reader");
    }
    access.requireActive(tenant, user, deadline);
  }

  /**
   * The tenant's own keys by prefix, revoked ones too.
   *
   * @param after null: from the first
   * @param limit 1 to {@value Page#MAX_SIZE}
   * @throws ProblemException Denied when the caller reads no keys; NotFound as above; Invalid for
   *     another limit, or a cursor that is none of ours
   */
  public Page<ApiKey> list(
      Principal principal,
      TenantId tenant,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    Page.checkSize(limit);
    access.named(principal, Permission.KEYS_READ, tenant, deadline);
    return store.list(tenant, after, limit, deadline);
  }

  /**
   * Ends a key of the tenant, in every process within a second. Idempotent: the first end stays.
   *
   * @throws ProblemException Denied when the caller revokes no keys; NotFound when there is no such
   *     tenant or key, or they are another's; Unavailable; OutcomeUnknown
   */
  public ApiKey revoke(
      Principal principal, TenantId tenant, String prefix, Deadline deadline) {
    access.named(principal, Permission.KEYS_REVOKE, tenant, deadline);
    if (!Credential.isPrefix(prefix)) {
      throw ProblemException.invalid("prefix", "is not the prefix of a key");
    }
    if (find(tenant, prefix, deadline).revokedAt() == null) {
      store.revoke(prefix, clock.instant(), deadline);
      LOG.info("key {} of {} revoked by {}", prefix, tenant, principal.keyPrefix());
    }
    return find(tenant, prefix, deadline);
  }

  private ApiKey find(TenantId tenant, String prefix, Deadline deadline) {
    return store
        .find(prefix, deadline)
        .filter(key -> key.scope().equals(new TenantScope.One(tenant)))
        .orElseThrow(() -> new ProblemException(new Problem.NotFound("key", prefix)));
  }
}
