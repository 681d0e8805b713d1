package dev.quintet.benchmarks;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line: {@code list}, and {@code run NAME}. */
@Command(
    name = "benchmarks",
    mixinStandardHelpOptions = true,
    description = "Quintet beside the bare clients of its databases, measured in one run.",
    subcommands = {RunCommand.class, CommandLine.HelpCommand.class})
final class Benchmarks {

  static final List<Scenario> SCENARIOS =
      List.of(
          new Scenario(
              "pg-point-read",
              "p50 of TenantStore.find to that of the same statement by JDBC, in process",
              Goal.atMost(1.15),
              PointReads::run),
          new Scenario(
              "pg-tenant-context",
              "p50 of a read with tenant context and row security to that without, in process",
              Goal.atMost(1.15),
              TenantContext::run),
          new Scenario(
              "grpc-point-read",
              "p50 of GetTenant to that of a bare grpc-java, HikariCP and pgjdbc service",
              Goal.atMost(1.1),
              GrpcPointReads::run),
          new Scenario(
              "throughput",
              "reads/s of 64 callers to those of a bare grpc-java, HikariCP and pgjdbc service",
              Goal.atLeast(0.95),
              Throughput::run),
          new Scenario(
              "tick-ingest",
              "rows/s over gRPC to those of a bare client-v2 Native insert in blocks of 100,000",
              Goal.atLeast(0.9),
              TickIngest::run),
          new Scenario(
              "tick-ingest-small-producers",
              "rows/s of 1,000 producers with batches of 10 to those of bulk ingest",
              Goal.atLeast(0.5),
              SmallProducers::run),
          new Scenario(
              "tick-ingest-latency",
              "p99 of acknowledgements at 5,000 batches of 10 ticks per second, to 50 ms",
              Goal.atMost(1),
              TickIngestLatency::run),
          new Scenario(
              "tick-stream",
              "rows/s of a long stream over gRPC to those of a direct client-v2 read",
              Goal.atLeast(0.6),
              TickStream::run),
          new Scenario(
              "bars",
              "p50 of a day at 1m to that of the best SQL over the same tables sent directly",
              Goal.atMost(1.15),
              Bars::run),
          new Scenario(
              "last-quote",
              "p50 over gRPC to a bare gRPC echo and a Lettuce GET together",
              Goal.atMost(1.2),
              LastQuotes::run),
          new Scenario(
              "user-read",
              "p50 of a user over gRPC to a bare service that reads the same row",
              Goal.atMost(1.1),
              UserReads::run),
          new Scenario(
              "session-read",
              "p50 of a session over gRPC to a bare gRPC echo and a Lettuce GET together",
              Goal.atMost(1.2),
              SessionReads::run),
          new Scenario(
              "prediction-latest",
              "p50 of a latest prediction over gRPC to a bare gRPC echo and a Lettuce GET together",
              Goal.atMost(1.2),
              PredictionReads::run),
          new Scenario(
              "account-entry",
              "p50 of an entry of an account, in process, to the same transaction by JDBC",
              Goal.atMost(1.3),
              AccountEntries::run),
          new Scenario(
              "trade-write",
              "p50 of a fill with its outbox, in process, to the same statements by JDBC",
              Goal.atMost(1.3),
              TradeWrites::run),
          new Scenario(
              "three-store-write",
              "p50 of a fill awaited in three stores to direct writes one after the other",
              Goal.atMost(1.3),
              ThreeStoreWrites::run),
          new Scenario(
              "position-read",
              "p50 of an open position over gRPC to a bare service that reads the same cache",
              Goal.atMost(1.1),
              PositionReads::run),
          new Scenario(
              "outbox",
              "changes/s that one instance delivers to ClickHouse, to 5,000",
              Goal.atLeast(1),
              OutboxRate::run),
          new Scenario(
              "performance-month",
              "p50 of an account's month over 10 million fills to that of the same SQL sent directly",
              Goal.atMost(1.15),
              PerformanceMonth::run),
          new Scenario(
              "usage-record",
              "usage events/s through the ledger, in process, to 20,000",
              Goal.atLeast(1),
              UsageRecord::run),
          new Scenario(
              "usage-month",
              "p99 of a tenant's month by day over 10 million events, in process, to 50 ms",
              Goal.atMost(1),
              UsageMonth::run),
          new Scenario(
              "quota-decision",
              "p99 of a decision about a call's limits, in process, to 100 us",
              Goal.atMost(1),
              QuotaDecision::run),
          new Scenario(
              "noisy-tenant",
              "p99 of a tenant beside one that calls as fast as it can, to p99 alone",
              Goal.atMost(2),
              NoisyTenant::run),
          new Scenario(
              "cancel",
              "ms until the engine has ended the query of a caller who left, the slowest, to 250 ms",
              Goal.atMost(1),
              Cancel::run),
          new Scenario(
              "hostile-tenant",
              "p50 of three calls of a tenant beside the worst that another one can do, to that without",
              Goal.atMost(2),
              HostileTenant::run),
          new Scenario(
              "start",
              "seconds from the last database's start until the service is ready, to 2 s",
              Goal.atMost(1),
              Start::run),
          new Scenario(
              "soak",
              "memory, threads or open files after a mixed load of 10 minutes to those before",
              Goal.atMost(1.1),
              Soak::run));

  @Spec private CommandSpec spec = CommandSpec.create();

  Benchmarks() {}

  public static void main(String[] arguments) {
    System.exit(commands().execute(arguments.length == 0 ? new String[] {"list"} : arguments));
  }

  static CommandLine commands() {
    CommandLine commands = new CommandLine(new Benchmarks());
    commands.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          failure.printStackTrace(command.getErr());
          return command.getCommandSpec().exitCodeOnExecutionException();
        });
    return commands;
  }

  @Command(name = "list", description = "Names the scenarios with their goals.")
  int list() {
    PrintWriter out = spec.commandLine().getOut();
    for (Scenario scenario : SCENARIOS) {
      out.printf("%-28s %-7s %s%n", scenario.name(), scenario.goal(), scenario.about());
    }
    out.flush();
    return 0;
  }
}
