package dev.quintet.bootstrap.cli.platform;

import dev.quintet.bootstrap.DataDirectory;
import dev.quintet.bootstrap.cli.kit.Failures;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts the service as a process of its own and waits until it is ready. */
final class Detached {

  private static final long POLL_MILLIS = 50;

  private Detached() {}

  /**
   * @param words the command line as the user gave it
   */
  static int start(DataDirectory data, List<String> words)
      throws IOException, InterruptedException {
    data.checkNotRunning();
    data.create();
    Shown out = new Shown(data.path().resolve("console.log"), System.out);
    Shown err = new Shown(data.path().resolve("errors.log"), System.err);
    Process service =
        new ProcessBuilder(command(words))
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(out.file.toFile())
            .redirectError(err.file.toFile())
            .start();
    while (true) {
      boolean ended = !service.isAlive();
      boolean ready =
          data.running().filter(p -> p.pid() == service.pid()).isPresent()
              && data.port("grpc").isPresent();
      out.show();
      err.show();
      if (ended) {
        return service.exitValue() == 0 ? Failures.FAILED : service.exitValue();
      }
      if (ready) {
        Thread.sleep(POLL_MILLIS); // lets the service print where it is
        out.show();
        return 0;
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** The same command without {@code --detach}, whatever its value, in a session of its own. */
  private static List<String> command(List<String> words) {
    List<String> command = new ArrayList<>(List.of("setsid", script()));
    words.stream().filter(word -> !word.matches("--detach(=.*)?")).forEach(command::add);
    command.add(UpCommand.DETACHED);
    return command;
  }

  /** The script that started this program, for what it does in a process of its own. */
  static String script() {
    return Optional.ofNullable(System.getenv("QUINTET_LAUNCHER"))
        .orElseThrow(() -> new IllegalStateException("this works with ./quintet only"));
  }

  /** What the service prints to a file, as it goes to the same stream of this process. */
  private static final class Shown {
    private final Path file;
    private final PrintStream stream;
    private long size;

    /** An empty file, readable by its owner only. */
    Shown(Path file, PrintStream stream) throws IOException {
      this.file = file;
      this.stream = stream;
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    void show() throws IOException {
      try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "r")) {
        byte[] fresh = new byte[(int) Math.max(0, opened.length() - size)];
        opened.seek(size);
        opened.readFully(fresh);
        stream.write(fresh);
        stream.flush();
        size += fresh.length;
      }
    }
  }
}
