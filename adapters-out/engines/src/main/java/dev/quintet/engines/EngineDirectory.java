package dev.quintet.engines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one engine, held by this process through a file lock. The kernel drops the lock
 * when the process dies, so none is ever left behind.
 */
final class EngineDirectory implements AutoCloseable {
  private static final int EXCERPT_LINES = 10;
  private static final long LOG_LIMIT_BYTES = 16L << 20;

  private final Path path;
  private final FileChannel lock;

  private EngineDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Takes the directory, creating it first when needed, or refuses when another start holds it. */
  static EngineDirectory take(Path directory) {
    Path path = PrivateFiles.directory(directory);
    PrivateFiles.touch(path.resolve("lock"));
    try {
      FileChannel channel = FileChannel.open(path.resolve("lock"), CREATE, WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new EngineException(path + " is in use by another running Quintet");
      }
      return new EngineDirectory(path, channel);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock " + path, e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  Path path() {
    return path;
  }

  Path file(String name) {
    return path.resolve(name);
  }

  void write(String name, String content) {
    PrivateFiles.write(file(name), content);
  }

  /** The port of the last start, so that clients with a configured port find the engine again. */
  int lastPort() {
    try {
      return Files.exists(file("port"))
          ? Integer.parseInt(Files.readString(file("port")).strip())
          : 0;
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }

  void rememberPort(int port) {
    if (port != lastPort()) {
      write("port", Integer.toString(port));
    }
  }

  /**
   * The file that takes what the engine prints; what a former start printed stays until it is
   * large.
   */
  private Path log() {
    Path log = file("engine.log");
    try {
      if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
        Files.delete(log);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot replace " + log, e);
    }
    PrivateFiles.touch(log);
    return log;
  }

  /** How many bytes the log has: what comes next is of the next start. */
  long logged() {
    return log().toFile().length();
  }

  /** {@link #run(List, Map)} with nothing more in its environment. */
  Process run(List<String> command) {
    return run(command, Map.of());
  }

  /**
   * Runs a command here, which prints to the log. It sees nothing of our environment: not our
   * settings and secrets, nor a caller's PG variables.
   *
   * @param environment what it sees beside its programs and language
   */
  Process run(List<String> command, Map<String, String> environment) {
    // A session of its own: Ctrl-C in the terminal must reach Quintet alone, which stops its
    // clients before its engines. setsid executes the command in the same process.
    var line = new ArrayList<>(List.of("setsid"));
    line.addAll(command);
    var builder =
        new ProcessBuilder(line)
            .directory(path.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    String programs = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    builder.environment().clear();
    builder.environment().putAll(Map.of("PATH", programs, "LC_ALL", "C.UTF-8", "TZ", "UTC"));
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new EngineException("cannot run " + command.getFirst() + ": " + e.getMessage(), e);
    }
  }

  /**
   * The first and the last lines of the log from the given byte on, for the message of a failure.
   */
  String excerptOfLog(long from) {
    try (var in = Files.newInputStream(file("engine.log"))) {
      in.skipNBytes(from);
      List<String> lines = new String(in.readAllBytes(), UTF_8).lines().toList();
      if (lines.size() <= 2 * EXCERPT_LINES) {
        return String.join("\n", lines);
      }
      return String.join("\n", lines.subList(0, EXCERPT_LINES))
          + "\n…\n"
          + String.join("\n", lines.subList(lines.size() - EXCERPT_LINES, lines.size()));
    } catch (IOException e) {
      return "(cannot be read: " + e.getMessage() + ")";
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unlock " + path, e);
    }
  }
}
