package dev.quintet.benchmarks;

import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.tenancy.TenantStore;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What the methods that JMH measures work with; public because it must be. */
public final class Sides {

  private Sides() {}

  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // by JMH, through open
  public static class Own {

    @Param("")
    public String engines;

    TenantStore tenants;
    UsageLedger usage;
    private Adapters adapters;

    @Setup
    public void open() {
      adapters = Adapters.on(Stores.in(Path.of(engines)));
      tenants = adapters.tenants();
      usage = adapters.usage();
    }

    @TearDown
    public void close() {
      adapters.close();
    }
  }

  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // by JMH, through open
  public static class Bare {

    @Param("")
    public String engines;

    BarePostgres postgres;

    @Setup
    public void open() {
      postgres = Stores.in(Path.of(engines)).postgres(2);
    }

    @TearDown
    public void close() {
      postgres.close();
    }
  }
}
