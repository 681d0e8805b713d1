package dev.quintet.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes of an engine: those that run its program and work in its directory. Unlike a file
 * with a process id this cannot be stale, missing or about a stranger who got the same number, and
 * it finds the children of a server that was killed.
 */
final class ProcessTable {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessTable.class);
  private static final Path PROC = Path.of("/proc");

  private ProcessTable() {}

  /**
   * Ends what a parent that was killed left in the directory: first the given signal to those that
   * are no other's children, then, at the deadline, by force.
   *
   * @param directory an engine directory that the caller has locked
   * @return how many processes were found
   */
  static int endOrphans(Path directory, Program program, Signal gently, Duration deadline) {
    List<Long> found = find(directory, program);
    if (found.isEmpty()) {
      return 0;
    }
    LOG.info("ending engine processes left behind in {}: {}", directory, found);
    Signal.CONT.send(found);
    gently.send(found.stream().filter(pid -> !hasParentIn(found, pid)).toList());
    if (!Wait.uninterruptibly(deadline, () -> find(directory, program).isEmpty())) {
      Signal.KILL.send(find(directory, program));
      if (!Wait.uninterruptibly(deadline, () -> find(directory, program).isEmpty())) {
        throw new EngineException(
            "processes of an earlier start do not end: " + find(directory, program));
      }
    }
    return found.size();
  }

  /** The living processes of the program whose working directory is the given one or inside it. */
  static List<Long> find(Path directory, Program program) {
    var found = new ArrayList<Long>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (worksIn(process, directory) && runs(process, program)) {
          found.add(Long.valueOf(process.getFileName().toString()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list processes", e);
    }
    return found;
  }

  private static boolean worksIn(Path process, Path directory) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).startsWith(directory);
    } catch (IOException e) {
      return false; // ended meanwhile, or another user's
    }
  }

  private static boolean runs(Path process, Program program) {
    try {
      String name = Files.readSymbolicLink(process.resolve("exe")).getFileName().toString();
      // a program that was replaced on disk is shown as "name (deleted)"
      return program.files().contains(name.replace(" (deleted)", ""))
          && Files.readString(process.resolve("cmdline")).contains(program.argument());
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean hasParentIn(List<Long> pids, long pid) {
    return ProcessHandle.of(pid)
        .flatMap(ProcessHandle::parent)
        .map(parent -> pids.contains(parent.pid()))
        .orElse(false);
  }
}
