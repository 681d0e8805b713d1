package dev.quintet.benchmarks;

import dev.quintet.client.QuintetClient;
import java.util.List;

/**
 * One row of PostgreSQL over gRPC: {@code GetTenant}, which no cache answers, by a tenant's own
 * administrator, whose calls are metered. Beside it the same client calling the {@link BareService}
 * on virtual threads and on platform threads. One caller, one call at a time, 3,000 calls a turn;
 * before the first round three rounds do not count. Ratio: p50 of a round to that of the bare
 * service, on those threads on which it is better.
 *
 * <p>Also the sum of what cannot be had for less: a server that does nothing, in a process of its
 * own, and the same row read by the driver on a pool.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar run grpc-point-read</pre>
 */
final class GrpcPointReads implements Scenario {

  private static final int ROUNDS = 7;
  private static final int WARM_UP = 3;
  private static final int CALLS = 3_000;

  @Override
  public String name() {
    return "grpc-point-read";
  }

  @Override
  public String about() {
    return "p50 of GetTenant to that of a bare grpc-java, HikariCP and pgjdbc service";
  }

  @Override
  public Goal goal() {
    return Goal.atMost(1.1);
  }

  @Override
  public Samples run(Run run) throws Exception {
    int rounds = run.rounds().orElse(ROUNDS);
    int calls = run.rows().orElse(CALLS);
    try (Quintet quintet = run.startQuintet();
        ServerProcess virtual = BareService.start(quintet.stores(), BareService.Threads.VIRTUAL);
        ServerProcess platform = BareService.start(quintet.stores(), BareService.Threads.PLATFORM);
        ServerProcess echo = EchoServer.begin();
        QuintetClient client = quintet.client(quintet.newTenant());
        QuintetClient onVirtual = virtual.client();
        QuintetClient onPlatform = platform.client();
        QuintetClient toEcho = echo.client();
        BarePostgres bare = quintet.stores().postgres(1)) {
      return report(
          run,
          Rounds.run(
              WARM_UP,
              rounds,
              List.of(
                  round -> median(calls, client),
                  round -> median(calls, toEcho),
                  round -> Latency.millis(calls, () -> bare.tenant(Quintet.TENANT)).median(),
                  round -> median(calls, onVirtual),
                  round -> median(calls, onPlatform))));
    }
  }

  private static double median(int calls, QuintetClient client) throws Exception {
    return Latency.millis(calls, () -> client.tenant(Quintet.TENANT)).median();
  }

  private static Samples report(Run run, double[][] millis) {
    Samples beside = BesideEcho.report(run, "JDBC", millis);
    run.print("to echo and JDBC together %.2f (%s)", beside.median(), beside.spread());
    BesideBare.print(run, "bare, virtual threads", "us p50", micros(millis[3]));
    BesideBare.print(run, "bare, platform threads", "us p50", micros(millis[4]));
    return Samples.ofRounds(
        millis[0], BesideBare.better(millis[3], millis[4]), (own, other) -> own / other);
  }

  private static Samples micros(double[] millis) {
    return Samples.of(millis, value -> value * 1_000);
  }
}
