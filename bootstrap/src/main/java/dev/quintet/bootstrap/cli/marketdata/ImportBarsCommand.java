package dev.quintet.bootstrap.cli.marketdata;

import dev.quintet.bootstrap.cli.kit.Failures;
import dev.quintet.bootstrap.cli.marketdata.files.BarFileImport;
import dev.quintet.bootstrap.cli.marketdata.files.Kind;
import dev.quintet.bootstrap.cli.marketdata.files.RowFile;
import dev.quintet.bootstrap.cli.marketdata.files.TickImport;
import dev.quintet.bootstrap.cli.marketdata.files.UnusableFile;
import dev.quintet.client.QuintetClient;
import java.io.IOException;
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

  @Mixin private ImportOptions options = new ImportOptions();

  @Option(
      names = "--interval",
      required = true,
      paramLabel = "I",
      description = "The length of a bar: 1s 1m 5m 15m 1h 4h 1d 1w or any whole number of s, m, h, d, w.")
  private String interval = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    CommandLine command = spec.commandLine();
    List<RowFile> files = options.files(Kind.BAR, command);
    if (options.dryRun()) {
      return ImportReport.preview(send(files, null).rows(), command);
    }
    try (QuintetClient client = options.connect()) {
      TickImport.Result result = send(files, client);
      ImportReport.print(result, command);
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
