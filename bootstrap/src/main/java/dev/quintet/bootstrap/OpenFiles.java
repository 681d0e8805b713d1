package dev.quintet.bootstrap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What the processes of this user have open, as Linux shows it. */
final class OpenFiles {

  private static final Path PROCESSES = Path.of("/proc");

  private OpenFiles() {}

  /**
   * The process that has the file open, also one that was deleted meanwhile.
   *
   * @param file in a directory that is there
   * @param likely the process to look at first
   */
  static Optional<Long> holder(Path file, Optional<Long> likely) {
    return likely.filter(pid -> holds(pid, file)).or(() -> find(file));
  }

  private static Optional<Long> find(Path file) {
    try (Stream<Path> processes = Files.list(PROCESSES)) {
      return processes
          .map(process -> process.getFileName().toString())
          .filter(name -> Character.isDigit(name.charAt(0)))
          .map(Long::valueOf)
          .filter(pid -> holds(pid, file))
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list processes", e);
    }
  }

  private static boolean holds(long pid, Path file) {
    Path descriptors = PROCESSES.resolve(pid + "/fd");
    try (DirectoryStream<Path> opened = Files.newDirectoryStream(descriptors)) {
      String path = file.resolveSibling("").toRealPath().resolve(file.getFileName()).toString();
      for (Path descriptor : opened) {
        String target = target(descriptor);
        if (target.equals(path) || target.equals(path + " (deleted)")) {
          return true;
        }
      }
      return false;
    } catch (IOException | DirectoryIteratorException e) {
      return false; // ended meanwhile, or another user's
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }
}
