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
          new PointReads(),
          new TenantContext(),
          new GrpcPointReads(),
          new Throughput(),
          new TickIngest(),
          new SmallProducers(),
          new TickIngestLatency(),
          new TickStream(),
          new Bars(),
          new LastQuotes(),
          new UsageRecord(),
          new Cancel(),
          new Start(),
          new Soak());

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
