package dev.quintet.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where one installation keeps everything: {@code engines/}, {@code ports.json}, {@code
 * credentials.json}, {@code quintet.log}. Only its owner can read it.
 */
public final class DataDirectory {

  /** The kernel gives a process's start relative to a boot time that moves with the clock. */
  private static final long CLOCK_STEP_MILLIS = 2_000;

  private final Path path;

  public DataDirectory(Path path) {
    this.path = path.toAbsolutePath().normalize();
  }

  public Path path() {
    return path;
  }

  public Path engines() {
    return path.resolve("engines");
  }

  public Path log() {
    return path.resolve("quintet.log");
  }

  public Path credentials() {
    return path.resolve("credentials.json");
  }

  public Path ports() {
    return path.resolve("ports.json");
  }

  private Path process() {
    return path.resolve("quintet.pid");
  }

  /** Makes the directory, readable by its owner only. */
  public void create() {
    try {
      Files.createDirectories(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + path, e);
    }
  }

  /**
   * Takes the directory for this process. The lock goes with the process, however it ends.
   *
   * @throws AlreadyRunning when another process has it
   */
  public Lock lock() {
    create();
    Path file = path.resolve("quintet.lock");
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      Object opened = fileKey(file);
      FileLock lock = channel.tryLock();
      // The holder deletes the file when it ends: a lock on a deleted file excludes nobody.
      if (lock == null || !Files.exists(file) || !opened.equals(fileKey(file))) {
        channel.close();
        throw new AlreadyRunning(this);
      }
      Files.deleteIfExists(ports());
      ProcessHandle self = ProcessHandle.current();
      write(process(), self.pid() + " " + startOf(self) + "\n");
      return new Lock(this, channel);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock " + path, e);
    }
  }

  /** The service that runs on this directory, if one does. */
  public Optional<ProcessHandle> running() {
    if (!Files.exists(process())) {
      return Optional.empty();
    }
    String[] words = read(process()).strip().split(" ");
    if (words.length != 2) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(words[0]))
        .filter(ProcessHandle::isAlive)
        .filter(handle -> Math.abs(startOf(handle) - Long.parseLong(words[1])) <= CLOCK_STEP_MILLIS);
  }

  /** The port of that name in {@code ports.json}; empty while the service is not ready. */
  public OptionalInt port(String name) {
    return json(ports()).get(name) instanceof Integer port
        ? OptionalInt.of(port)
        : OptionalInt.empty();
  }

  public Optional<String> credential(String name) {
    return Optional.ofNullable(json(credentials()).get(name)).map(Object::toString);
  }

  private static Map<String, Object> json(Path file) {
    try {
      return Files.exists(file) ? JSON.std.mapFrom(read(file)) : Map.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Says that the service is ready, and where. */
  void publishPorts(int http, int grpc) {
    write(ports(), Map.of("http", http, "grpc", grpc));
  }

  void withdrawPorts() {
    try {
      Files.deleteIfExists(ports());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + ports(), e);
    }
  }

  /** Replaces the file by a JSON object of these values, in one step. */
  void write(Path file, Map<String, ?> values) {
    try {
      write(file, JSON.std.asString(values) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** Replaces the file in one step, readable by its owner only. */
  void write(Path file, String content) {
    try {
      Path fresh = Files.createTempFile(path, file.getFileName() + ".", ".new");
      Files.writeString(fresh, content);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static Object fileKey(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private static long startOf(ProcessHandle handle) {
    return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /** The directory is this process's until closed. */
  public static final class Lock implements AutoCloseable {
    private final DataDirectory directory;
    private final FileChannel channel;

    private Lock(DataDirectory directory, FileChannel channel) {
      this.directory = directory;
      this.channel = channel;
    }

    DataDirectory directory() {
      return directory;
    }

    @Override
    public void close() {
      try {
        Files.deleteIfExists(directory.process());
        Files.deleteIfExists(directory.ports());
        Files.deleteIfExists(directory.path().resolve("quintet.lock"));
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot release " + directory.path(), e);
      }
    }
  }

  /** Another service has the directory. */
  public static final class AlreadyRunning extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AlreadyRunning(DataDirectory directory) {
      super(
          "Quintet runs on %s already%s"
              .formatted(
                  directory.path(),
                  directory.running().map(p -> " (process " + p.pid() + ")").orElse("")));
    }
  }
}
