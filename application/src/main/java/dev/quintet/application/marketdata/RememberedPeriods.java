package dev.quintet.application.marketdata;

import dev.quintet.application.marketdata.SpannedBatch.Line;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * In which periods there may be ticks of a symbol of a feed and kind: in that which the store had when it
 * was asked, and where this process writes. What lies elsewhere is new. Not thread-safe.
 *
 * <p>Another service may store ticks too, so the store is asked again after {@link #KNOWN_FOR}. Of each
 * tenant the symbols of lately are remembered. What is too much becomes coarser: gaps between periods
 * count as part of them; when that is not enough, symbols are forgotten, those of the tenant that has most.
 */
final class RememberedPeriods {

  static final Duration KNOWN_FOR = Duration.ofSeconds(60);

  /** Symbols and periods, about 100 bytes each. */
  static final int MOST = 262_144;

  static final int MOST_OF_TENANT = 32_768;

  static final int MOST_OF_SYMBOL = 16_384;

  private static final class Known {
    private final Periods periods = new Periods();
    private long askedNanos;

    private int size() {
      return 1 + periods.size();
    }
  }

  private static final class OfTenant {
    private final LinkedHashMap<Line, Known> lines = new LinkedHashMap<>(16, 0.75f, true);
    private int size;
  }

  private final Map<TenantId, OfTenant> tenants = new HashMap<>();
  private int size;

  /** When the store was asked last, by {@link System#nanoTime()}; null: never, as far as is known. */
  @Nullable Long askedNanos(Line line) {
    Known known = find(line);
    return known == null ? null : known.askedNanos;
  }

  /** The last time of the period at which there may be a tick; -1: there is none. */
  long lastWithin(Line line, long from, long to) {
    Known known = find(line);
    return known == null ? to : known.periods.lastWithin(from, to);
  }

  /** The store is asked; what it has is to be added. */
  void asked(Line line, long nowNanos) {
    OfTenant tenant = tenants.computeIfAbsent(line.tenant(), it -> new OfTenant());
    Known known = tenant.lines.get(line);
    if (known == null) {
      known = new Known();
      tenant.lines.put(line, known);
      resize(tenant, known.size());
    }
    known.askedNanos = nowNanos;
    bound(line.tenant(), tenant, known);
  }

  /** There may be ticks in the period. */
  void add(Line line, long from, long to) {
    OfTenant tenant = tenants.get(line.tenant());
    Known known = tenant == null ? null : tenant.lines.get(line);
    if (tenant != null && known != null) {
      int before = known.size();
      known.periods.add(from, to);
      resize(tenant, known.size() - before);
      bound(line.tenant(), tenant, known);
    }
  }

  int size() {
    return size;
  }

  private @Nullable Known find(Line line) {
    OfTenant tenant = tenants.get(line.tenant());
    return tenant == null ? null : tenant.lines.get(line);
  }

  private void resize(OfTenant tenant, int by) {
    tenant.size += by;
    size += by;
  }

  private void bound(TenantId id, OfTenant tenant, Known known) {
    if (known.periods.size() > MOST_OF_SYMBOL || tenant.size > MOST_OF_TENANT) {
      int before = known.size();
      known.periods.coarsen();
      resize(tenant, known.size() - before);
    }
    if (tenant.size > MOST_OF_TENANT) {
      forgetOne(id, tenant);
    } else if (size > MOST) {
      tenants.entrySet().stream()
          .max(Comparator.comparingInt(each -> each.getValue().size))
          .ifPresent(most -> forgetOne(most.getKey(), most.getValue()));
    }
  }

  private void forgetOne(TenantId id, OfTenant tenant) {
    Iterator<Known> eldest = tenant.lines.values().iterator();
    resize(tenant, -eldest.next().size());
    eldest.remove();
    if (tenant.lines.isEmpty()) {
      tenants.remove(id);
    }
  }
}
