package dev.quintet.bootstrap.cli.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quintet.bootstrap.DataDirectory;
import dev.quintet.bootstrap.cli.kit.DataOption;
import dev.quintet.bootstrap.cli.kit.Failures;
import dev.quintet.bootstrap.cli.kit.Printable;
import dev.quintet.bootstrap.cli.kit.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.commons.io.input.ReversedLinesFileReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = "Prints the end of the service's log.")
public final class LogsCommand implements Callable<Integer> {

  @Mixin private DataOption data = new DataOption();

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      defaultValue = "100",
      description = "How many lines (default: ${DEFAULT-VALUE}).")
  private int lines;

  @Option(names = "--json", description = "Prints the lines as they are, a JSON object each.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    DataDirectory directory = data.directory();
    if (!Files.exists(directory.log())) {
      spec.commandLine().getErr().println("quintet: there is no log in " + directory.path());
      return Failures.FAILED;
    }
    List<String> last;
    try (ReversedLinesFileReader log =
        ReversedLinesFileReader.builder().setPath(directory.log()).setCharset(UTF_8).get()) {
      last = log.readLines(Math.max(1, lines)).reversed();
    }
    if (last.isEmpty()) {
      spec.commandLine().getErr().println("quintet: the log is empty so far");
    }
    PrintWriter out = spec.commandLine().getOut();
    last.forEach(line -> out.println(json ? line : readable(line)));
    return 0;
  }

  private static String readable(String line) {
    return LogRecord.of(line)
        .map(it -> it.text(Terminal.colours()))
        .orElseGet(() -> Printable.of(line));
  }
}
