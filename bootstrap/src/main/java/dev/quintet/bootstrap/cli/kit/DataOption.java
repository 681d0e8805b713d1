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
    boolean usual = data.path().equals(Path.of(DEFAULT).toAbsolutePath().normalize());
    return usual ? "" : " --data " + data.path();
  }
}
