package dev.quintet.application.operations;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantStore;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All tenants, a page at a time. */
final class TenantPages {

  private TenantPages() {}

  /** Whoever is served, Quintet's own left out. */
  static void served(TenantStore tenants, Deadline deadline, Consumer<Set<TenantId>> some) {
    each(
        tenants,
        it -> it.state() == Tenant.State.ACTIVE && !it.id().isInternal(),
        deadline,
        some);
  }

  /** Those that are wanted; nothing is called for a page that has none. */
  static void each(
      TenantStore tenants,
      Predicate<Tenant> wanted,
      Deadline deadline,
      Consumer<Set<TenantId>> some) {
    @Nullable Cursor from = null;
    do {
      Page<Tenant> page = tenants.list(from, Page.MAX_SIZE, deadline);
      Set<TenantId> ids =
          page.items().stream().filter(wanted).map(Tenant::id).collect(Collectors.toSet());
      if (!ids.isEmpty()) {
        some.accept(ids);
      }
      from = page.nextCursor();
    } while (from != null);
  }
}
