package dev.quintet.benchmarks;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.UsageEvent;
import dev.quintet.domain.subscriptions.UsageQuery;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * What it costs that a read sees one tenant only, in process: the usage of a tenant on one day, a
 * single sum, through {@code UsageLedger.totals}, which is the read under tenant context and row
 * security that the service has, beside pgjdbc with the same statement as a user for whom no row
 * security holds, without context or limits, on a connection of a Hikari pool. A round trip more
 * than the one would show as about 2. Each side of each round is a JVM of its own by JMH, one thread.
 * Ratio: p50 to p50.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar run pg-tenant-context</pre>
 */
public class TenantContext {

  private static final TenantId TENANT = new TenantId("demo");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final LocalDate DAY = LocalDate.now(ZoneOffset.UTC);
  private static final UsageQuery QUERY =
      new UsageQuery(TENANT, null, null, null, start(DAY), start(DAY.plusDays(1)), Set.of());

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  static Samples run(Run run) throws Exception {
    try (Quintet quintet = run.startQuintet()) {
      try (Adapters adapters = Adapters.on(quintet.stores())) {
        UsageEvent event =
            new UsageEvent(
                UUID.randomUUID(),
                new Subject(TENANT, ServiceName.of(Role.SERVICE), null),
                UsageType.API_CALLS,
                7,
                Instant.now());
        adapters.usage().append(List.of(event), Deadline.after(PATIENCE));
      }
      return new Jmh(run, quintet.stores(), TenantContext.class).compare();
    }
  }

  @Benchmark
  public long own(Sides.Own own) {
    return own.usage.totals(QUERY, null, 100, Deadline.after(PATIENCE)).page().items().getFirst()
        .count();
  }

  @Benchmark
  public long bare(Sides.Bare bare) throws SQLException {
    return bare.postgres.usage(TENANT.value(), DAY, DAY.plusDays(1));
  }
}
