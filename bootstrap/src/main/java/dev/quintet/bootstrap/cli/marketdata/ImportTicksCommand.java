package dev.quintet.bootstrap.cli.marketdata;

import dev.quintet.bootstrap.cli.kit.Failures;
import dev.quintet.bootstrap.cli.kit.Printable;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import dev.quintet.bootstrap.cli.marketdata.files.Origin;
import dev.quintet.bootstrap.cli.marketdata.files.TickFile;
import dev.quintet.bootstrap.cli.marketdata.files.TickImport;
import dev.quintet.bootstrap.cli.marketdata.files.UnusableFile;
import dev.quintet.client.QuintetClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine;

@Command(
    name = "ticks",
    mixinStandardHelpOptions = true,
    description = {
      "Streams ticks from CSV files, or zips of them, into the service.",
      "",
      "Without a header line: milliseconds since midnight (may have a fraction), bid, ask[, volume];"
          + " needs --date.",
      "With one, in any order: time (or timestamp, datetime), and bid, ask or price, and perhaps"
          + " volume (or amount, size, quantity). Times are ISO-8601 or a number since 1970, whose"
          + " unit the first one shows: up to 11 digits before the point are seconds, up to 14"
          + " milliseconds, up to 17 microseconds, more nanoseconds.",
      "",
      "A file <symbol>_<feed>_<yyyymmdd>_quote.zip names its symbol, source and date itself.",
      "Numbers are exact: more than 8 digits after the point, or a time finer than a nanosecond, is"
          + " a rejected row. Ticks of one instant keep the order of the file. The same file again"
          + " is stored once, and an import that was interrupted goes on where it was.",
      ""
    },
    footer = {
      "",
      "Prints: accepted N  duplicate N  rejected N",
      "Exit codes: 0 every row is stored; 1 a row was rejected, a batch was refused or a file cannot"
          + " be read; 2 wrong usage; 3 no service."
    })
public final class ImportTicksCommand implements Callable<Integer> {

  private static final int SHOWN = 10;

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Option(names = "--symbol", paramLabel = "S", description = "Whose ticks, for example EURUSD.")
  private @Nullable String symbol;

  @Option(
      names = "--date",
      paramLabel = "D",
      description = "The day of times since midnight, for example 2014-05-08.")
  private @Nullable LocalDate date;

  @Option(
      names = "--utc-offset",
      paramLabel = "±HH:MM",
      description =
          "How far the clock of the file is ahead of UTC: with -05:00 a tick at 09:00 happened at"
              + " 14:00 UTC (default: +00:00).")
  private @Nullable ZoneOffset offset;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "The feed the ticks came from (default: the one in the file's name, or import).")
  private @Nullable String source;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "How long to wait for a service that went away: it may be restarted meanwhile (default:"
              + " ${DEFAULT-VALUE}).")
  private int patience;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "CSV, or zip of CSVs.")
  private List<Path> paths = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    CommandLine command = spec.commandLine();
    List<TickFile> files = files(command);
    try (QuintetClient client = service.connect(Duration.ofSeconds(patience));
        TickImport ticks = new TickImport(client)) {
      boolean whole = send(files, ticks, command.getErr());
      TickImport.Result result = ticks.result();
      report(result, command);
      return whole && result.rejected() == 0 && result.refused().isEmpty() ? 0 : Failures.FAILED;
    }
  }

  /** Looks into every file before a row of any is sent. */
  private List<TickFile> files(CommandLine command) throws IOException {
    List<TickFile> files = new ArrayList<>();
    try {
      for (Path path : paths) {
        String name = String.valueOf(path.getFileName());
        TickFile file = new TickFile(path, Origin.of(name, symbol, source, date, offset));
        command.getErr().println(path + ": " + file.check());
        files.add(file);
      }
    } catch (UnusableFile.OptionNeeded e) {
      throw new CommandLine.ParameterException(command, Failures.sentence(e));
    }
    return files;
  }

  /** Whether every file was read to its end. */
  private static boolean send(List<TickFile> files, TickImport ticks, PrintWriter err)
      throws IOException {
    try (ImportProgress progress = ImportProgress.of(files, ticks, err)) {
      for (TickFile file : files) {
        progress.next(file);
        ticks.add(file, progress::read);
        progress.done();
      }
      return true;
    } catch (UnusableFile e) {
      err.println("quintet: " + Failures.sentence(e));
      return false;
    }
  }

  public static void report(TickImport.Result result, CommandLine command) {
    PrintWriter err = command.getErr();
    result.named().stream().limit(SHOWN).forEach(row -> err.println(Printable.of(row.toString())));
    if (result.rejected() > SHOWN) {
      err.println("... and " + (result.rejected() - SHOWN) + " more rejected rows");
    }
    for (TickImport.Refusal refusal : result.refused()) {
      err.println(
          Printable.of(
              "quintet: refused %s: %s"
                  .formatted(refusal.rows(), Failures.sentence(refusal.problem()))));
    }
    if (result.crossed() > 0) {
      err.println(result.crossed() + " of the stored quotes have a bid above their ask");
    }
    err.flush();
    command
        .getOut()
        .printf(
            "accepted %d  duplicate %d  rejected %d%n",
            result.accepted(), result.duplicate(), result.rejected());
    command.getOut().flush();
  }
}
