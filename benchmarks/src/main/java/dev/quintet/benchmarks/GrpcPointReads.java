package dev.quintet.benchmarks;

import dev.quintet.client.QuintetClient;

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
final class GrpcPointReads {

  private static final int ROUNDS = 7;
  private static final int WARM_UP = 3;
  private static final int CALLS = 3_000;

  private GrpcPointReads() {}

  static Samples run(Run run) throws Exception {
    int calls = run.rows().orElse(CALLS);
    try (Quintet quintet = run.startQuintet();
        ServerProcess virtual = BareService.start(quintet, BareService.Threads.VIRTUAL);
        ServerProcess platform = BareService.start(quintet, BareService.Threads.PLATFORM);
        ServerProcess echo = EchoServer.begin();
        QuintetClient client = quintet.client(quintet.newTenant());
        QuintetClient onVirtual = virtual.client();
        QuintetClient onPlatform = platform.client();
        QuintetClient toEcho = echo.client();
        BarePostgres bare = quintet.stores().postgres(1)) {
      Rounds rounds =
          new Rounds(run, WARM_UP, ROUNDS)
              .side("Quintet", round -> median(calls, client))
              .side("echo", round -> median(calls, toEcho))
              .side("JDBC", round -> Latency.millis(calls, () -> bare.tenant(Quintet.TENANT)).median())
              .side("bare, virtual threads", round -> median(calls, onVirtual))
              .side("bare, platform threads", round -> median(calls, onPlatform))
              .measure();
      rounds.print("p50 %5.0f us (%s)", millis -> millis * 1_000);
      Samples beside = Samples.ratios(rounds.of("Quintet"), rounds.sum("echo", "JDBC"));
      run.print("to echo and JDBC together %.2f (%s)", beside.median(), beside.spread());
      return Samples.ratios(
          rounds.of("Quintet"), rounds.better("bare, virtual threads", "bare, platform threads"));
    }
  }

  private static double median(int calls, QuintetClient client) throws Exception {
    return Latency.millis(calls, () -> client.tenant(Quintet.TENANT)).median();
  }
}
