package dev.quintet.benchmarks;

import dev.quintet.client.QuintetClient;
import java.util.List;

/**
 * One row of PostgreSQL over gRPC: {@code GetTenant}, which no cache answers, by a tenant's own
 * administrator, whose calls are metered. Beside it the sum of what cannot be had for less: the same
 * client calling a server that does nothing, in a process of its own, and the same row read by the
 * driver on a pool. One caller, one call at a time, 3,000 calls a turn; before the first round three
 * rounds do not count. Ratio: p50 of a round to the sum of the other two p50 of that round.
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
    return "p50 of GetTenant to a bare gRPC echo and a read of the row by JDBC together";
  }

  @Override
  public Goal goal() {
    return Goal.atMost(1.25);
  }

  @Override
  public Samples run(Run run) throws Exception {
    int rounds = run.rounds().orElse(ROUNDS);
    int calls = run.rows().orElse(CALLS);
    try (Quintet quintet = run.startQuintet();
        QuintetClient client = quintet.client(quintet.newTenant());
        EchoServer.Running echo = EchoServer.Running.start();
        QuintetClient echoClient = echo.client();
        BarePostgres bare = quintet.stores().postgres(1)) {
      double[][] millis =
          Rounds.run(
              WARM_UP,
              rounds,
              List.of(
                  round -> Latency.millis(calls, () -> client.tenant(Quintet.TENANT)).median(),
                  round -> Latency.millis(calls, () -> echoClient.tenant(Quintet.TENANT)).median(),
                  round -> Latency.millis(calls, () -> bare.tenant(Quintet.TENANT)).median()));
      return BesideEcho.report(run, "JDBC", millis);
    }
  }
}
