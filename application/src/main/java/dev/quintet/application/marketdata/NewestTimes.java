package dev.quintet.application.marketdata;

import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Up to which event time there may be ticks of a symbol of a feed and kind: what is later is new. Of each
 * tenant the symbols of lately; when all are too many, the tenant that has most loses some. Not
 * thread-safe.
 *
 * <p>Another service may store later ticks, so a time counts only for {@link #KNOWN_FOR}.
 */
final class NewestTimes {

  static final Duration KNOWN_FOR = Duration.ofSeconds(60);

  /** About 100 bytes each. */
  static final int MOST = 131_072;

  static final int MOST_OF_TENANT = 16_384;

  /** The ticks of one kind that a source has of a symbol. */
  record Line(TenantId tenant, Source source, TickKind kind, Symbol symbol) {}

  private record Known(long time, long askedNanos) {}

  private final Map<TenantId, LinkedHashMap<Line, Known>> tenants = new HashMap<>();
  private int size;

  /** Empty: the store is to be asked. */
  OptionalLong find(Line line, long nowNanos) {
    Map<Line, Known> ofTenant = tenants.get(line.tenant);
    Known known = ofTenant == null ? null : ofTenant.get(line);
    return known == null || nowNanos - known.askedNanos >= KNOWN_FOR.toNanos()
        ? OptionalLong.empty()
        : OptionalLong.of(known.time);
  }

  /** The store was asked, and held nothing later. */
  void asked(Line line, long time, long nowNanos) {
    LinkedHashMap<Line, Known> ofTenant =
        tenants.computeIfAbsent(line.tenant, it -> new LinkedHashMap<>(16, 0.75f, true));
    Known before = ofTenant.get(line);
    ofTenant.put(line, new Known(before == null ? time : Math.max(before.time, time), nowNanos));
    if (before == null) {
      size++;
      if (ofTenant.size() > MOST_OF_TENANT) {
        forgetOne(line.tenant, ofTenant);
      } else if (size > MOST) {
        tenants.entrySet().stream()
            .max(Comparator.comparingInt(each -> each.getValue().size()))
            .ifPresent(most -> forgetOne(most.getKey(), most.getValue()));
      }
    }
  }

  /** Ticks up to that time are being stored. */
  void raise(Line line, long time) {
    Map<Line, Known> ofTenant = tenants.get(line.tenant);
    Known known = ofTenant == null ? null : ofTenant.get(line);
    if (ofTenant != null && known != null && known.time < time) {
      ofTenant.put(line, new Known(time, known.askedNanos));
    }
  }

  int size() {
    return size;
  }

  private void forgetOne(TenantId tenant, LinkedHashMap<Line, Known> ofTenant) {
    Iterator<Line> eldest = ofTenant.keySet().iterator();
    eldest.next();
    eldest.remove();
    size--;
    if (ofTenant.isEmpty()) {
      tenants.remove(tenant);
    }
  }
}
