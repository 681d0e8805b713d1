package dev.quintet.engines;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/** A directory in the cache that is there completely or not at all. */
final class CacheEntry {
  // A file lock excludes other processes but not the threads of this one.
  private static final ConcurrentMap<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

  /** Fills an empty directory with the content of the entry. */
  @FunctionalInterface
  interface Content {
    void into(Path target) throws IOException;
  }

  private final Path cache;
  private final Path path;

  private CacheEntry(Path cache, Path path) {
    this.cache = cache;
    this.path = path;
  }

  static CacheEntry of(Path cache, String name) {
    return new CacheEntry(cache, cache.resolve(name));
  }

  /**
   * The directory, made first when it is missing. Of several callers, in any process, one makes it
   * and the others wait.
   */
  Path obtain(String step, StartProgress progress, Content content) {
    if (Files.isDirectory(path)) {
      return path;
    }
    return Step.run(progress, step, () -> makeOnce(content));
  }

  private Path makeOnce(Content content) throws IOException {
    ReentrantLock mine = LOCKS.computeIfAbsent(path, any -> new ReentrantLock());
    mine.lock();
    try {
      Files.createDirectories(cache);
      Path lockFile = cache.resolve(path.getFileName() + ".lock");
      try (var channel = FileChannel.open(lockFile, CREATE, WRITE);
          var held = channel.lock()) {
        if (held.isValid() && !Files.isDirectory(path)) {
          make(content);
        }
      }
      return path;
    } finally {
      mine.unlock();
    }
  }

  private void make(Content content) throws IOException {
    String prefix = path.getFileName() + ".partial";
    deletePartial(prefix);
    Path partial = Files.createTempDirectory(cache, prefix);
    try {
      content.into(partial);
      PrivateFiles.move(partial, path);
    } finally {
      PrivateFiles.deleteTree(partial);
    }
  }

  /** What a process left that was killed. */
  private void deletePartial(String prefix) throws IOException {
    try (var left = Files.newDirectoryStream(cache, prefix + "*")) {
      left.forEach(PrivateFiles::deleteTree);
    }
  }
}
