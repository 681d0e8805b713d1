package dev.quintet.bootstrap.cli.platform;

import dev.quintet.bootstrap.DataDirectory;
import dev.quintet.bootstrap.cli.kit.Failures;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    data.create();
    Path console = data.path().resolve("console.log");
    Files.deleteIfExists(console);
    Process service =
        new ProcessBuilder(command(words))
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(console.toFile())
            .start();
    long shown = 0;
    while (true) {
      boolean ended = !service.isAlive();
      boolean ready =
          data.running().filter(p -> p.pid() == service.pid()).isPresent()
              && data.port("grpc").isPresent();
      shown = show(console, shown);
      if (ended) {
        return service.exitValue() == 0 ? Failures.FAILED : service.exitValue();
      }
      if (ready) {
        Thread.sleep(POLL_MILLIS); // lets the service print where it is
        show(console, shown);
        return 0;
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** The same command without {@code --detach}, in a session of its own. */
  private static List<String> command(List<String> words) {
    List<String> command = new ArrayList<>(List.of("setsid", script()));
    words.stream().filter(word -> !word.equals("--detach")).forEach(command::add);
    return command;
  }

  /** The script that started this program, for what it does in a process of its own. */
  static String script() {
    return Optional.ofNullable(System.getenv("QUINTET_LAUNCHER"))
        .orElseThrow(() -> new IllegalStateException("this works with ./quintet only"));
  }

  private static long show(Path console, long from) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(console.toFile(), "r")) {
      byte[] fresh = new byte[(int) Math.max(0, file.length() - from)];
      file.seek(from);
      file.readFully(fresh);
      System.out.print(new String(fresh, StandardCharsets.UTF_8));
      System.out.flush();
      return from + fresh.length;
    }
  }
}
