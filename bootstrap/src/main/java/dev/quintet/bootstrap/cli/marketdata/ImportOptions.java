package dev.quintet.bootstrap.cli.marketdata;

import dev.quintet.bootstrap.cli.kit.Failures;
import dev.quintet.bootstrap.cli.kit.Printable;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import dev.quintet.bootstrap.cli.marketdata.files.FileOptions;
import dev.quintet.bootstrap.cli.marketdata.files.Kind;
import dev.quintet.bootstrap.cli.marketdata.files.RowFile;
import dev.quintet.bootstrap.cli.marketdata.files.UnusableFile;
import dev.quintet.client.QuintetClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every import of files takes. */
final class ImportOptions {

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Mixin private FileOptions files = new FileOptions();

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

  /**
   * The files, each of which was looked into before a row of any is sent.
   *
   * @param kind what their rows are; null: they say it
   */
  List<RowFile> files(@Nullable Kind kind, CommandLine command) throws IOException {
    List<RowFile> all = paths.stream().map(path -> new RowFile(path, files, kind)).toList();
    PrintWriter to = dryRun ? command.getOut() : command.getErr();
    try {
      RowFile.check(all).forEach(line -> to.println(Printable.of(line)));
      to.flush();
      return all;
    } catch (UnusableFile.OptionNeeded e) {
      throw new CommandLine.ParameterException(command, Failures.sentence(e));
    }
  }

  boolean dryRun() {
    return dryRun;
  }

  /** A client that waits for a service that is being restarted. */
  QuintetClient connect() {
    return service.connect(Duration.ofSeconds(patience));
  }
}
