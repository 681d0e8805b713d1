package dev.quintet.benchmarks;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * One row of PostgreSQL by its key, in process: {@code TenantStore.find} as the service has it, with
 * its deadline, its turn at the pool and the translation of failures, beside pgjdbc with the same
 * statement, which stays prepared, on a connection of a Hikari pool. Each side of each round is a
 * JVM of its own by JMH, one thread. Ratio: p50 to p50.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar run pg-point-read</pre>
 */
public class PointReads {

  private static final TenantId TENANT = new TenantId("demo");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  static Samples run(Run run) throws Exception {
    try (Quintet quintet = run.startQuintet()) {
      return new Jmh(run, quintet.stores(), PointReads.class).compare();
    }
  }

  @Benchmark
  public Optional<Tenant> own(Sides.Own own) {
    return own.tenants.find(TENANT, Deadline.after(PATIENCE));
  }

  @Benchmark
  public Object bare(Sides.Bare bare) throws SQLException {
    return bare.postgres.tenant(TENANT.value());
  }
}
