package dev.quintet.benchmarks;

import dev.quintet.client.QuintetClient;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

/**
 * How many rows of PostgreSQL 64 callers read per second, each waiting for its answer before it asks
 * again, on four connections: {@code GetTenant}, which no cache answers, by a tenant's own
 * administrator, whose calls are metered. Beside it the same callers and the {@link BareService} on
 * virtual threads and on platform threads. {@code --rows} reads a turn, 64,000 unless told
 * otherwise. Callers, service and engine share the machine. Ratio: reads per second of Quintet to
 * those of the bare service, on those threads on which it is better.
 *
 * <p>Also as many reads of the row as pgbench would do them: a thread for each connection, as many
 * connections as the service's pool has, one statement that stays prepared. After each turn of
 * Quintet: how much memory the service has, without its engines.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar run throughput</pre>
 */
final class Throughput {

  private static final int READS = 64_000;
  private static final int ROUNDS = 5;
  private static final int WARM_UP = 2;
  private static final int CALLERS = 64;
  private static final int CONNECTIONS = 4;
  private static final double GOAL_READS = 10_000;
  private static final double LIMIT_MEGABYTES = 512;

  private Throughput() {}

  static Samples run(Run run) throws Exception {
    int reads = run.rows().orElse(READS);
    List<Double> memory = new ArrayList<>();
    try (Quintet quintet = run.startQuintet();
        ServerProcess virtual = BareService.start(quintet, BareService.Threads.VIRTUAL);
        ServerProcess platform = BareService.start(quintet, BareService.Threads.PLATFORM);
        Connections clients = clients(quintet);
        Connections onVirtual = Connections.open(CONNECTIONS, virtual::client);
        Connections onPlatform = Connections.open(CONNECTIONS, platform::client);
        BarePostgres watch = quintet.stores().postgres(1)) {
      overGrpc(clients, reads);
      int connections =
          (int) watch.count("pg_stat_activity WHERE usename = 'quintet_registry'");
      try (BarePostgres bare = quintet.stores().postgres(connections)) {
        Rounds rounds =
            new Rounds(run, WARM_UP, ROUNDS)
                .side(
                    "Quintet",
                    round -> {
                      double taken = Latency.seconds(() -> overGrpc(clients, reads));
                      memory.add(quintet.footprint().residentMegabytes());
                      return taken;
                    })
                .side("direct", round -> Latency.seconds(() -> direct(bare, connections, reads)))
                .side(
                    "bare, virtual threads",
                    round -> Latency.seconds(() -> overGrpc(onVirtual, reads)))
                .side(
                    "bare, platform threads",
                    round -> Latency.seconds(() -> overGrpc(onPlatform, reads)))
                .measure();
        rounds.print("%6.0f reads/s (%s)", seconds -> reads / seconds);
        run.print(
            "goal of Quintet >=%.0f reads/s; to direct reads on %d connections %.2f",
            GOAL_READS, connections, rounds.ratio("direct", "Quintet").median());
        Samples megabytes = Samples.of(memory);
        run.print(
            "RSS under this load %.0f MB (%s), goal <=%.0f",
            megabytes.quantile(1), megabytes.spread(), LIMIT_MEGABYTES);
        return Samples.ratios(
            rounds.better("bare, virtual threads", "bare, platform threads"), rounds.of("Quintet"));
      }
    }
  }

  private static Connections clients(Quintet quintet) {
    String key = quintet.newTenant();
    return Connections.open(CONNECTIONS, () -> quintet.client(key));
  }

  private static void overGrpc(Connections clients, int reads) throws Exception {
    Parallel.virtualThreads(
        CALLERS,
        caller -> {
          QuintetClient client = clients.of(caller);
          for (int read = caller; read < reads; read += CALLERS) {
            client.tenant(Quintet.TENANT);
          }
        });
  }

  private static void direct(BarePostgres bare, int connections, int reads) throws Exception {
    Parallel.threads(
        connections,
        number -> {
          try (Connection connection = bare.connection()) {
            for (int read = number; read < reads; read += connections) {
              BarePostgres.tenant(connection, Quintet.TENANT);
            }
          }
        });
  }
}
