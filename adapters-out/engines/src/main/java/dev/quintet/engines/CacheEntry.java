package dev.quintet.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory in the cache that is there completely or not at all.
 *
 * @param path where it is, in the cache
 */
record CacheEntry(Path path) {

  /** Fills an empty directory with the content of the entry. */
  interface Content {
    void into(Path target) throws IOException;
  }

  /**
   * The directory, made first when it is missing. Of several callers, in any process, one makes it
   * and the others wait.
   */
  Path obtain(String step, StartProgress progress, Content content) {
    return Files.isDirectory(path) ? path : progress.step(step, () -> makeOnce(content));
  }

  private Path makeOnce(Content content) throws IOException {
    Files.createDirectories(path.getParent());
    return PrivateFiles.exclusively(
        path.resolveSibling(path.getFileName() + ".lock"),
        () -> {
          if (!Files.isDirectory(path)) {
            make(content);
          }
          return path;
        });
  }

  private void make(Content content) throws IOException {
    Path cache = path.getParent();
    String prefix = path.getFileName() + ".partial";
    try (var left = Files.newDirectoryStream(cache, prefix + "*")) {
      left.forEach(PrivateFiles::deleteTree); // of a process that was killed
    }
    Path partial = Files.createTempDirectory(cache, prefix);
    try {
      content.into(partial);
      PrivateFiles.move(partial, path);
    } finally {
      PrivateFiles.deleteTree(partial);
    }
  }
}
