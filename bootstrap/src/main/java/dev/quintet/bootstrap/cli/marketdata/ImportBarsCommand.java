package dev.quintet.bootstrap.cli.marketdata;

import dev.quintet.bootstrap.cli.kit.Failures;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import dev.quintet.bootstrap.cli.marketdata.files.BarFileImport;
import dev.quintet.bootstrap.cli.marketdata.files.FileOptions;
import dev.quintet.bootstrap.cli.marketdata.files.Kind;
import dev.quintet.bootstrap.cli.marketdata.files.RowFile;
import dev.quintet.bootstrap.cli.marketdata.files.TickImport;
import dev.quintet.bootstrap.cli.marketdata.files.UnusableFile;
import dev.quintet.client.QuintetClient;
import java.io.IOException;
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
    name = "bars",
    mixinStandardHelpOptions = true,
    description = {
      "Sends bars that somebody else made from CSV files into the service: as they are, or in .gz,"
          + " .tar or .zip. ./quintet bars --imported-from SOURCE reads them.",
      "",
      "With a header line, columns are found by their usual names: time or date, open, high, low,"
          + " close, and perhaps volume and symbol; without one, they have that order. --format and"
          + " --columns, times and numbers are as for ticks. A bar starts at a multiple of its"
          + " interval in UTC.",
      ""
    },
    footer = {
      "",
      "Prints: accepted N  duplicate N  corrected 0  rejected N, and the range of time and price.",
      "Exit codes: 0 every row is stored; 1 a row was rejected, a batch was refused or a file cannot"
          + " be read; 2 wrong usage; 3 no service."
    })
public final class ImportBarsCommand implements Callable<Integer> {

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Mixin private FileOptions options = new FileOptions();

  @Option(
      names = "--interval",
      required = true,
      paramLabel = "I",
      description = "The length of a bar: 1s 1m 5m 15m 1h 4h 1d 1w or any whole number of s, m, h, d, w.")
  private String interval = "";

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
    List<RowFile> files = paths.stream().map(path -> new RowFile(path, options, Kind.BAR)).toList();
    ImportTicksCommand.check(files, command, dryRun ? command.getOut() : command.getErr());
    if (dryRun) {
      return ImportTicksCommand.preview(send(files, null).rows(), command);
    }
    try (QuintetClient client = service.connect(Duration.ofSeconds(patience))) {
      TickImport.Result result = send(files, client);
      ImportTicksCommand.report(result, command);
      return result.rejected() == 0 ? 0 : Failures.FAILED;
    }
  }

  private TickImport.Result send(List<RowFile> files, @Nullable QuintetClient client)
      throws IOException {
    try {
      BarFileImport bars = new BarFileImport(client, interval);
      for (RowFile file : files) {
        bars.add(file, read -> {});
      }
      return bars.result();
    } catch (UnusableFile.OptionNeeded e) {
      throw new CommandLine.ParameterException(spec.commandLine(), Failures.sentence(e));
    }
  }
}
