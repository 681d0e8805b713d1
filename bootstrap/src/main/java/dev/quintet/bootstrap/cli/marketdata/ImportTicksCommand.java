package dev.quintet.bootstrap.cli.marketdata;

import dev.quintet.bootstrap.cli.kit.Failures;
import dev.quintet.bootstrap.cli.marketdata.files.Kind;
import dev.quintet.bootstrap.cli.marketdata.files.RowFile;
import dev.quintet.bootstrap.cli.marketdata.files.TickImport;
import dev.quintet.bootstrap.cli.marketdata.files.UnusableFile;
import dev.quintet.client.QuintetClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

  @Mixin private ImportOptions options = new ImportOptions();

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

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    CommandLine command = spec.commandLine();
    if (kind == Kind.BAR) {
      throw new CommandLine.ParameterException(command, "--kind must be quote or trade");
    }
    List<RowFile> files = options.files(kind, command);
    return options.dryRun()
        ? ImportReport.preview(RowFile.look(files), command)
        : send(files, command);
  }

  private int send(List<RowFile> files, CommandLine command) throws IOException {
    try (QuintetClient client = options.connect();
        TickImport ticks = new TickImport(client, corrections)) {
      boolean whole = send(files, ticks, command.getErr());
      TickImport.Result result = ticks.result();
      ImportReport.print(result, command);
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
}
