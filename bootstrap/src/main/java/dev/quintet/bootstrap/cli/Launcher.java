package dev.quintet.bootstrap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quintet.bootstrap.cli.kit.AsciiWriter;
import dev.quintet.bootstrap.cli.kit.Failures;
import dev.quintet.bootstrap.cli.kit.Printable;
import dev.quintet.bootstrap.cli.kit.Terminal;
import dev.quintet.bootstrap.cli.kit.Times;
import dev.quintet.bootstrap.cli.marketdata.BarsCommand;
import dev.quintet.bootstrap.cli.marketdata.QuoteCommand;
import dev.quintet.bootstrap.cli.operations.RebuildCommand;
import dev.quintet.bootstrap.cli.operations.ReceiptCommand;
import dev.quintet.bootstrap.cli.platform.ClickHouseUsersCommand;
import dev.quintet.bootstrap.cli.platform.DownCommand;
import dev.quintet.bootstrap.cli.platform.LogsCommand;
import dev.quintet.bootstrap.cli.platform.RehearseCommand;
import dev.quintet.bootstrap.cli.platform.StatusCommand;
import dev.quintet.bootstrap.cli.platform.UpCommand;
import dev.quintet.bootstrap.cli.predictions.PredictionsCommand;
import dev.quintet.bootstrap.cli.subscriptions.InvoiceCommand;
import dev.quintet.bootstrap.cli.subscriptions.GrantCommand;
import dev.quintet.bootstrap.cli.subscriptions.OverrideCommand;
import dev.quintet.bootstrap.cli.subscriptions.PlansCommand;
import dev.quintet.bootstrap.cli.subscriptions.SubscriptionsCommand;
import dev.quintet.bootstrap.cli.subscriptions.UsageCommand;
import dev.quintet.bootstrap.cli.decisions.DecisionsCommand;
import dev.quintet.bootstrap.cli.trades.MarginCommand;
import dev.quintet.bootstrap.cli.trades.PerformanceCommand;
import dev.quintet.bootstrap.cli.trades.EquityCommand;
import dev.quintet.bootstrap.cli.trades.PositionsCommand;
import dev.quintet.bootstrap.cli.trades.SignalsCommand;
import dev.quintet.bootstrap.cli.trades.TradesCommand;
import dev.quintet.bootstrap.cli.users.AccountsCommand;
import dev.quintet.bootstrap.cli.users.UsersCommand;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import picocli.CommandLine.Command;
import picocli.CommandLine;

/** All verbs, and what their ends mean: 0 done, 1 refused or failed, 2 wrong usage, 3 no service. */
@Command(
    name = "quintet",
    mixinStandardHelpOptions = true,
    version = "Quintet 0.1.0",
    description = "A multi-tenant database service for algorithmic trading.",
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      LogsCommand.class,
      ImportCommand.class,
      BarsCommand.class,
      QuoteCommand.class,
      UsageCommand.class,
      InvoiceCommand.class,
      PlansCommand.class,
      OverrideCommand.class,
      GrantCommand.class,
      SubscriptionsCommand.class,
      UsersCommand.class,
      AccountsCommand.class,
      ReceiptCommand.class,
      RebuildCommand.class,
      TradesCommand.class,
      EquityCommand.class,
      PositionsCommand.class,
      PerformanceCommand.class,
      SignalsCommand.class,
      PredictionsCommand.class,
      DecisionsCommand.class,
      MarginCommand.class,
      DemoCommand.class,
      ClickHouseUsersCommand.class,
      RehearseCommand.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Benchmarks: ./quintet bench list, ./quintet bench run NAME",
      "Exit codes: 0 done; 1 refused or failed; 2 wrong usage; 3 no service there."
    })
public final class Launcher {

  private Launcher() {}

  /** Runs one verb and returns the exit code. */
  public static int run(String[] arguments) {
    PrintWriter out = writer(FileDescriptor.out);
    PrintWriter err = writer(FileDescriptor.err);
    String[] words = arguments.length == 0 ? new String[] {"help"} : arguments;
    int exitCode = commands().setOut(out).setErr(err).execute(words);
    out.flush();
    err.flush();
    return exitCode;
  }

  private static PrintWriter writer(FileDescriptor stream) {
    Writer utf8 =
        new BufferedWriter(new OutputStreamWriter(new FileOutputStream(stream), UTF_8));
    return new PrintWriter(Terminal.unicode() ? utf8 : new AsciiWriter(utf8));
  }

  /** The verbs, ready to be run; a test gives them writers of its own. */
  static CommandLine commands() {
    CommandLine commands = new CommandLine(Launcher.class, new Verbs());
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    // Symbols may begin with it.
    commands.setExpandAtFiles(false);
    Times.register(commands);
    commands.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          command.getOut().flush();
          command.getErr().println("quintet: " + Failures.sentence(failure));
          command.getErr().flush();
          return Failures.exitCode(failure);
        });
    commands.setParameterExceptionHandler(
        (wrong, words) -> {
          CommandLine verb = wrong.getCommandLine();
          String name = verb.getCommandSpec().qualifiedName();
          verb.getErr().println("quintet: " + Printable.of(String.valueOf(wrong.getMessage())));
          CommandLine.UnmatchedArgumentException.printSuggestions(wrong, verb.getErr());
          verb.getErr().println("How it is used: ./" + name + " --help");
          verb.getErr().flush();
          return verb.getCommandSpec().exitCodeOnInvalidInput();
        });
    return commands;
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
