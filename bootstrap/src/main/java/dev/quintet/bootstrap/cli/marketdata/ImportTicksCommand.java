package dev.quintet.bootstrap.cli.marketdata;

import dev.quintet.bootstrap.cli.kit.Failures;
import dev.quintet.bootstrap.cli.kit.Printable;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import dev.quintet.bootstrap.cli.marketdata.files.Account;
import dev.quintet.bootstrap.cli.marketdata.files.FileOptions;
import dev.quintet.bootstrap.cli.marketdata.files.Kind;
import dev.quintet.bootstrap.cli.marketdata.files.RowFile;
import dev.quintet.bootstrap.cli.marketdata.files.TickImport;
import dev.quintet.bootstrap.cli.marketdata.files.UnusableFile;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.TickRange;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "ticks",
    mixinStandardHelpOptions = true,
    description = {
      "Streams ticks from CSV files into the service: as they are, or in .gz, .tar or .zip.",
      "",
      "With a header line, columns are found by their usual names, in any order: time, and bid and"
          + " ask, or price; perhaps volume, symbol, and an exchange's trade id or sequence. Without"
          + " one: milliseconds since midnight, bid, ask[, volume], whose day is in the file's name or"
          + " given by --date. --format knows files of vendors, and --columns says what any column is.",
      "",
      "Nothing is guessed: a number is a time if it has 10, 13, 16 or 19 digits before the point"
          + " (seconds, milliseconds, microseconds, nanoseconds since 1970) or --time-unit says its"
          + " unit. Numbers are exact: more than 8 digits after the point are a rejected row, unless"
          + " --round rounds them. A blank bid or ask is that of the row before.",
      "",
      "Ticks of one instant keep the order of the file, or that of their ids. The same file again is"
          + " stored once, an import that was interrupted goes on where it was, and of a mended file"
          + " only the batches that changed are new.",
      ""
    },
    footer = {
      "",
      "Prints: accepted N  duplicate N  corrected N  rejected N, and the range of time and price. Each"
          + " row is accepted, duplicate (stored before) or rejected; corrected are those of the"
          + " accepted that replaced a stored tick with other values.",
      "Exit codes: 0 every row is stored; 1 a row was rejected, a batch was refused or a file cannot"
          + " be read; 2 wrong usage; 3 no service."
    })
public final class ImportTicksCommand implements Callable<Integer> {

  private static final int SHOWN = 10;

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Mixin private FileOptions options = new FileOptions();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "What the rows are, quote or trade, where it is not certain.")
  private @Nullable Kind kind;

  @Option(
      names = "--correct",
      description =
          "The rows correct what is stored of their instants with other values. Without it they are"
              + " other ticks of those instants, unless their ids say which they are.")
  private boolean corrections;

  @Option(
      names = "--dry-run",
      description = "Prints what would be sent and what would be rejected, and sends nothing.")
  private boolean dryRun;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "How long to wait for a service that went away: it may be restarted meanwhile (default:"
              + " ${DEFAULT-VALUE}).")
  private int patience;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "CSV, .gz, .tar or .zip of CSVs.")
  private List<Path> paths = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    CommandLine command = spec.commandLine();
    if (kind == Kind.BAR) {
      throw new CommandLine.ParameterException(command, "--kind must be quote or trade");
    }
    List<RowFile> files = paths.stream().map(path -> new RowFile(path, options, kind)).toList();
    check(files, command, dryRun ? command.getOut() : command.getErr());
    return dryRun ? preview(RowFile.look(files), command) : send(files, command);
  }

  /** Looks into every file before a row of any is sent. */
  static void check(List<RowFile> files, CommandLine command, PrintWriter to)
      throws IOException {
    try {
      RowFile.check(files).forEach(line -> to.println(Printable.of(line)));
      to.flush();
    } catch (UnusableFile.OptionNeeded e) {
      throw new CommandLine.ParameterException(command, Failures.sentence(e));
    }
  }

  /** Says what would be sent. */
  static int preview(Account rows, CommandLine command) {
    PrintWriter out = command.getOut();
    name(rows, rows.refused(), command.getErr());
    out.printf("would be sent %d  rejected %d%n", rows.good(), rows.refused());
    if (rows.good() > 0) {
      out.println("first " + Printable.of(String.valueOf(rows.first())));
      out.println("last  " + Printable.of(String.valueOf(rows.last())));
    }
    changes(rows, rows.range(), out);
    return rows.refused() == 0 ? 0 : Failures.FAILED;
  }

  private int send(List<RowFile> files, CommandLine command) throws IOException {
    try (QuintetClient client = service.connect(Duration.ofSeconds(patience));
        TickImport ticks = new TickImport(client, corrections)) {
      boolean whole = send(files, ticks, command.getErr());
      TickImport.Result result = ticks.result();
      report(result, command);
      return whole && result.rejected() == 0 ? 0 : Failures.FAILED;
    }
  }

  /** Whether every file was read to its end. */
  private static boolean send(List<RowFile> files, TickImport ticks, PrintWriter err)
      throws IOException {
    try (ImportProgress progress = ImportProgress.of(files, ticks, err)) {
      for (RowFile file : files) {
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

  /** Says what became of every row. */
  public static void report(TickImport.Result result, CommandLine command) {
    PrintWriter err = command.getErr();
    long refused = result.refused().stream().mapToLong(TickImport.Refusal::count).sum();
    name(result.rows(), result.rejected() - refused, err);
    for (TickImport.Refusal refusal : result.refused()) {
      err.println(
          Printable.of(
              "quintet: refused %s: %s"
                  .formatted(refusal.rows(), Failures.sentence(refusal.problem()))));
    }
    if (!result.refused().isEmpty()) {
      err.println("What follows in the files was not sent.");
    }
    if (result.crossed() > 0) {
      err.println(result.crossed() + " of the stored quotes have a bid above their ask");
    }
    err.flush();
    PrintWriter out = command.getOut();
    out.printf(
        "accepted %d  duplicate %d  corrected %d  rejected %d%n",
        result.accepted(), result.duplicate(), result.corrected(), result.rejected());
    changes(result.rows(), result.range(), out);
  }

  /** Names the first of the rejected rows. */
  private static void name(Account rows, long rejected, PrintWriter err) {
    rows.named().stream().limit(SHOWN).forEach(row -> err.println(Printable.of(row.toString())));
    if (rejected > SHOWN) {
      err.println("... and " + (rejected - SHOWN) + " more rejected rows");
    }
    err.flush();
  }

  private static void changes(Account rows, @Nullable TickRange range, PrintWriter out) {
    if (range != null) {
      out.printf(
          "time %s to %s  price %s to %s%n",
          range.first(), range.last(), decimal(range.lowest()), decimal(range.highest()));
    }
    if (rows.rounded() > 0) {
      out.println("rounded to 8 digits after the point: " + rows.rounded() + " rows");
    }
    if (rows.carried() > 0) {
      out.println("a blank side carried forward: " + rows.carried() + " rows");
    }
    out.flush();
  }

  private static String decimal(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
