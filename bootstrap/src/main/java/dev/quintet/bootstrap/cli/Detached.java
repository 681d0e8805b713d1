package dev.quintet.bootstrap.cli;

import dev.quintet.bootstrap.DataDirectory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the service as a process of its own and waits until it is ready. */
final class Detached {

  private static final long POLL_MILLIS = 50;

  private Detached() {}

  static int start(DataDirectory data) throws IOException, InterruptedException {
    data.create();
    Path console = data.path().resolve("console.log");
    Files.deleteIfExists(console);
    Process service =
        new ProcessBuilder(command())
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
        return service.exitValue() == 0 ? Launcher.FAILED : service.exitValue();
      }
      if (ready) {
        Thread.sleep(POLL_MILLIS); // lets the service print where it is
        show(console, shown);
        return 0;
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** This process's own command without {@code --detach}, in a session of its own. */
  private static List<String> command() {
    ProcessHandle.Info self = ProcessHandle.current().info();
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.add(self.command().orElseThrow());
    for (String argument : self.arguments().orElseThrow()) {
      if (!argument.equals("--detach")) {
        command.add(argument);
      }
    }
    return command;
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
