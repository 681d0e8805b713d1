package dev.quintet.engines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Files and directories that only the owner can read. */
final class PrivateFiles {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> DIRECTORY =
      PosixFilePermissions.fromString("rwx------");

  /** A lock file by its path: the lock of a file excludes other processes but no thread of this. */
  private static final ConcurrentMap<Path, Object> LOCKED = new ConcurrentHashMap<>();

  private PrivateFiles() {}

  /** Creates the directory when it is missing and closes it to others when it was open to them. */
  static Path directory(Path path) {
    try {
      Files.createDirectories(path);
      Files.setPosixFilePermissions(path, DIRECTORY);
      return path.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create directory " + path, e);
    }
  }

  /** Replaces the whole content; a crash leaves the old or the new file, never half of one. */
  static void write(Path path, String content) {
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    try {
      Files.deleteIfExists(fresh);
      try (var channel =
          FileChannel.open(
              fresh, Set.of(CREATE_NEW, WRITE), PosixFilePermissions.asFileAttribute(FILE))) {
        ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      move(fresh, path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path, e);
    }
  }

  /** Renames within a directory, replacing a file, so that it survives a power loss. */
  static void move(Path from, Path to) throws IOException {
    Files.move(from, to, ATOMIC_MOVE, REPLACE_EXISTING);
    try (var directory = FileChannel.open(to.toAbsolutePath().getParent(), READ)) {
      directory.force(true);
    }
  }

  /** Creates an empty file when there is none. */
  static void touch(Path path) {
    try {
      if (!Files.exists(path)) {
        Files.createFile(path, PosixFilePermissions.asFileAttribute(FILE));
      }
    } catch (FileAlreadyExistsException e) {
      return; // another process was faster
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + path, e);
    }
  }

  /** Does the work while nobody else does any under that lock file, in this process or another. */
  static <T> T exclusively(Path lockFile, StartProgress.Step<T> work) throws IOException {
    touch(lockFile);
    synchronized (LOCKED.computeIfAbsent(lockFile, any -> new Object())) {
      try (var channel = FileChannel.open(lockFile, WRITE);
          var _ = channel.lock()) {
        return work.run();
      }
    }
  }

  static void deleteTree(Path path) {
    if (!Files.exists(path)) {
      return;
    }
    try (var tree = Files.walk(path)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + path, e);
    }
  }
}
