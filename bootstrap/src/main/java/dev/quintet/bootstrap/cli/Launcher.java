package dev.quintet.bootstrap.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** All verbs, and what their ends mean: 0 done, 1 refused or failed, 2 wrong usage, 3 no service. */
@Command(
    name = "quintet",
    mixinStandardHelpOptions = true,
    version = "Quintet 0.1.0",
    description = "A multi-tenant database service for algorithmic trading.",
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      LogsCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Launcher {

  /** The verb was refused or failed. */
  static final int FAILED = 1;

  /** There is no service to talk to. */
  static final int NOT_REACHABLE = 3;

  private Launcher() {}

  /** Runs one verb and returns the exit code. */
  public static int run(String[] arguments) {
    CommandLine commands = new CommandLine(Launcher.class, new Verbs());
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          command.getErr().println("quintet: " + Failures.sentence(failure));
          return Failures.exitCode(failure);
        });
    return commands.execute(arguments.length == 0 ? new String[] {"help"} : arguments);
  }

  /** Makes the command objects without reflection on private constructors. */
  private static final class Verbs implements CommandLine.IFactory {
    private final CommandLine.IFactory standard = CommandLine.defaultFactory();

    @Override
    public <K> K create(Class<K> type) throws Exception {
      return type == Launcher.class ? type.cast(new Launcher()) : standard.create(type);
    }
  }
}
