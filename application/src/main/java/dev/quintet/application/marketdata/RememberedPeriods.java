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
 * In which periods there may be ticks of a symbol of a feed and kind: up to a time that the store was
 * asked for, and after it where this process writes. What lies elsewhere is new. Not thread-safe.
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
    private final Periods written = new Periods();
    private long upTo = -1;
    private long askedNanos;

    private int size() {
      return 1 + written.size();
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

  /** Up to which time the store may have had ticks when it was asked last; -1: none. */
  long upTo(Line line) {
    Known known = find(line);
    return known == null ? -1 : known.upTo;
  }

  /** The last time of the period at which there may be a tick, or one after it; -1: there is none. */
  long lastWithin(Line line, long from, long to) {
    Known known = find(line);
    if (known == null) {
      return to;
    }
    return Math.max(from <= known.upTo ? known.upTo : -1, known.written.lastWithin(from, to));
  }

  /** The store was asked: other processes have stored nothing later than that. */
  void asked(Line line, long upTo, long nowNanos) {
    OfTenant tenant = tenants.computeIfAbsent(line.tenant(), it -> new OfTenant());
    Known known = tenant.lines.get(line);
    if (known == null) {
      known = new Known();
      tenant.lines.put(line, known);
      resize(tenant, 1);
    }
    int before = known.size();
    known.upTo = Math.max(known.upTo, upTo);
    known.askedNanos = nowNanos;
    known.written.forgetUpTo(known.upTo);
    resize(tenant, known.size() - before);
    bound(line.tenant(), tenant, known);
  }

  /** Ticks of the period are being stored. */
  void writing(Line line, long from, long to) {
    OfTenant tenant = tenants.get(line.tenant());
    Known known = tenant == null ? null : tenant.lines.get(line);
    if (tenant != null && known != null) {
      int before = known.size();
      known.written.add(from, to);
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
    if (known.written.size() > MOST_OF_SYMBOL || tenant.size > MOST_OF_TENANT) {
      int before = known.size();
      known.written.coarsen();
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
