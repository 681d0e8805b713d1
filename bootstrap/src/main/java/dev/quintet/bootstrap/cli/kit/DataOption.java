package dev.quintet.bootstrap.cli.kit;

import dev.quintet.bootstrap.DataDirectory;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --data}, which every verb takes. */
public final class DataOption {

  private static final String DEFAULT = ".quintet";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:QUINTET_DATA:-" + DEFAULT + "}",
      description = "Data directory (default: ${DEFAULT-VALUE}).")
  private Path path = Path.of(DEFAULT);

  public DataDirectory directory() {
    return new DataDirectory(path);
  }

  /** The option as it must be repeated in a command that is shown to the user. */
  public static String argument(DataDirectory data) {
    String usual = System.getenv().getOrDefault("QUINTET_DATA", DEFAULT);
    boolean understood = data.path().equals(Path.of(usual).toAbsolutePath().normalize());
    return understood ? "" : " --data " + quoted(data.path().toString());
  }

  /** A word as it is typed into a shell. */
  static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:@%+,=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
