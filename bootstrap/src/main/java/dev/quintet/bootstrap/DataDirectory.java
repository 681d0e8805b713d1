package dev.quintet.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where one installation keeps everything: {@code engines/}, {@code ports.json}, {@code
 * credentials.json}, {@code quintet.log}. Only its owner can read it.
 */
public final class DataDirectory {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private static final Set<PosixFilePermission> OWNER_READS =
      PosixFilePermissions.fromString("rw-------");

  /** By one of these a directory is known to be of an installation. */
  private static final Set<String> FILES =
      Set.of(
          "engines", "credentials.json", "quintet.log", "quintet.lock", "quintet.pid", "console.log");

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

  Path process() {
    return path.resolve("quintet.pid");
  }

  /**
   * Makes the directory, and closes it and the files in it to everybody but its owner.
   *
   * @throws IllegalStateException when it is a file, another user's, or full of what is not ours
   */
  public void create() {
    try {
      if (Files.exists(path) && !Files.isDirectory(path)) {
        throw new IllegalStateException(path + " is not a directory");
      }
      Files.createDirectories(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      List<Path> files = files();
      if (!files.isEmpty() && files.stream().noneMatch(it -> FILES.contains(name(it)))) {
        throw new IllegalStateException(
            path + " has files of something else; name a new directory, or one of Quintet's");
      }
      if (!Files.getPosixFilePermissions(path).equals(OWNER_ONLY)) {
        Files.setPosixFilePermissions(path, OWNER_ONLY);
      }
      for (Path file : files) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.setPosixFilePermissions(file, OWNER_READS);
        }
      }
    } catch (AccessDeniedException e) {
      throw new IllegalStateException(path + " may not be used by this user", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + path, e);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(file -> !name(file).equals("lost+found")).toList();
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /**
   * Takes the directory for this process. The lock goes with the process, however it ends. Nothing
   * is removed.
   *
   * @throws AlreadyRunning when another process has it
   */
  public DataLock lock() {
    checkNotRunning();
    create();
    Path file = path.resolve("quintet.lock");
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      Object opened = fileKey(file);
      FileLock lock = tryLock(channel);
      // The holder deletes the file when it ends: a lock on a deleted file excludes nobody.
      if (lock == null || !Files.exists(file) || !opened.equals(fileKey(file))) {
        channel.close();
        throw new AlreadyRunning(this);
      }
      return new DataLock(this, channel);
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

  /**
   * Looks for a service on the directory, and changes nothing.
   *
   * @throws AlreadyRunning when there is one
   */
  public void checkNotRunning() {
    if (running().isPresent()) {
      throw new AlreadyRunning(this);
    }
  }

  /**
   * The service that runs on this directory, if one does: the process that has {@code quintet.pid}
   * open, whatever the file says, and also when it was deleted.
   */
  public Optional<ProcessHandle> running() {
    return Files.isDirectory(path)
        ? OpenFiles.holder(process(), recorded()).flatMap(ProcessHandle::of)
        : Optional.empty();
  }

  /** What the file says, which is most often right. */
  private Optional<Long> recorded() {
    try {
      return Optional.of(Long.valueOf(Files.readString(process(), UTF_8).strip()));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The port of that name; empty while no service runs, or it is not ready. */
  public OptionalInt port(String name) {
    return running().isPresent() && json(ports()).get(name) instanceof Integer port
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
      // Without the cause, which quotes the file.
      throw new IllegalStateException(file + " is damaged: it is not a JSON object");
    }
  }

  /**
   * Looks at what a start goes by.
   *
   * @throws IllegalStateException when a file is damaged, with its name
   */
  void checkFiles() {
    if (Files.exists(credentials()) && json(credentials()).isEmpty()) {
      throw new IllegalStateException(credentials() + " is damaged: there are no keys in it");
    }
  }

  /** Makes the log before a library opens it, so that only its owner can read it. */
  void createLog() {
    try {
      if (!Files.exists(log())) {
        Files.createFile(log(), PosixFilePermissions.asFileAttribute(OWNER_READS));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + log(), e);
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
  public void write(Path file, String content) {
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
