package dev.quintet.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a small package and a script in the place of npm. */
final class NpmFetchTest {
  private static final String SHA256_OF_HELLO =
      "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";
  private static final String ONE_PACKAGE =
      """
      echo x >> "$QUINTET_TEST_DIRECTORY/calls"
      mkdir package
      echo hello > package/lib.so
      tar -czf lib-1.0.tgz package
      rm -r package
      """;

  private final Path directory;
  private final Path cache;

  NpmFetchTest(@TempDir Path directory) {
    this.directory = directory;
    cache = directory.resolve("cache");
  }

  @Test
  void putsTheFileIntoTheCacheAndNothingElse() throws IOException {
    Path entry = obtain(ONE_PACKAGE, SHA256_OF_HELLO);
    assertThat(entry.resolve("lib.so")).hasContent("hello\n");
    try (var files = Files.list(entry)) {
      assertThat(files).hasSize(1);
    }
    assertNothingHalfMade();
  }

  @Test
  void isAskedOnceByManyStarts() throws IOException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        threads.submit(() -> obtain(ONE_PACKAGE, SHA256_OF_HELLO));
      }
    }
    obtain(ONE_PACKAGE, SHA256_OF_HELLO);
    assertThat(directory.resolve("calls")).hasContent("x\n");
  }

  @Test
  void refusesAFileWithAnotherChecksum() throws IOException {
    assertThatThrownBy(() -> obtain(ONE_PACKAGE, "0".repeat(64)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining(SHA256_OF_HELLO)
        .hasMessageContaining("is not used");
    assertNothingHalfMade();
  }

  @Test
  void passesOnWhatNpmSays() throws IOException {
    assertThatThrownBy(() -> obtain("echo E404 no such package >&2; exit 1", SHA256_OF_HELLO))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("E404 no such package");
    assertNothingHalfMade();
  }

  @Test
  void saysHowToGetNpm() {
    assertThatThrownBy(() -> obtain(fetch("/no/such/npm", SHA256_OF_HELLO, 1)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("npm was not found");
  }

  @Test
  void saysThatThereIsNoSpaceBeforeItFetches() throws IOException {
    Path npm = script(ONE_PACKAGE);
    assertThatThrownBy(() -> obtain(fetch(npm.toString(), SHA256_OF_HELLO, 1L << 60)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("MB free");
    assertThat(directory.resolve("calls")).doesNotExist();
  }

  @Test
  void clearsAwayWhatAKilledProcessLeft() throws IOException {
    Files.createDirectories(cache.resolve("lib-1.0.partial123/npm"));
    obtain(ONE_PACKAGE, SHA256_OF_HELLO);
    assertNothingHalfMade();
  }

  private Path obtain(String npm, String sha256) throws IOException {
    return obtain(fetch(script(npm).toString(), sha256, 1));
  }

  private Path obtain(NpmFetch fetch) {
    return new CacheEntry(cache.resolve("lib-1.0"))
        .obtain("fetch lib", StartProgress.SILENT, fetch::into);
  }

  private static NpmFetch fetch(String npm, String sha256, long unpacked) {
    return new NpmFetch(
        new NpmFetch.Pinned("@test/lib", "1.0", "lib.so", 1, unpacked, sha256), npm, bytes -> {});
  }

  private Path script(String content) throws IOException {
    Path script = directory.resolve("npm-" + Integer.toHexString(content.hashCode()));
    if (!Files.exists(script)) {
      String body = content.replace("$QUINTET_TEST_DIRECTORY", directory.toString());
      Path fresh = Files.createTempFile(directory, "npm", "");
      Files.writeString(fresh, "#!/bin/sh\nset -e\n" + body);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwx------"));
      Files.move(fresh, script);
    }
    return script;
  }

  private void assertNothingHalfMade() throws IOException {
    try (var entries = Files.list(cache)) {
      assertThat(entries).noneMatch(entry -> entry.toString().contains("partial"));
    }
  }
}
