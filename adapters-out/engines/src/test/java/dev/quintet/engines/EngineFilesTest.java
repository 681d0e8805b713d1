package dev.quintet.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EngineFilesTest {
  @Test
  void unpacksTheVersionsInItsNames(@TempDir Path cache) throws Exception {
    EngineFiles files = EngineFiles.in(cache);
    assertThat(version(files.postgres(StartProgress.SILENT).resolve("bin/postgres")))
        .contains("(PostgreSQL) " + EngineFiles.POSTGRES_VERSION.substring(0, 4));
    EngineFiles withoutApt = EngineFiles.in(cache, cache.resolve("none"));
    assertThat(version(withoutApt.redis(StartProgress.SILENT)))
        .contains("v=" + EngineFiles.REDIS_VERSION);
    assertThat(cache.resolve("postgresql-" + EngineFiles.POSTGRES_VERSION)).isDirectory();
  }

  /** apt that downloads nothing, and a package whose server says that it is of this version. */
  private static Path apt(Path place, String version) throws IOException {
    Path programs = Files.createDirectories(place.resolve("programs"));
    program(
        programs.resolve("apt-get"),
        version.isEmpty() ? "echo Unable to locate package; exit 100" : "touch redis-tools.deb");
    program(
        programs.resolve("dpkg-deb"),
        """
        mkdir -p all/usr/bin all/usr/lib/x86_64-linux-gnu
        touch all/usr/lib/x86_64-linux-gnu/libjemalloc.so.2
        printf '#!/bin/sh\\necho "Redis server v=%s sha=0"\\n' > all/usr/bin/redis-check-rdb
        chmod 755 all/usr/bin/redis-check-rdb
        """
            .formatted(version));
    return programs;
  }

  private static void program(Path file, String text) throws IOException {
    Files.writeString(file, "#!/usr/bin/env bash\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void redisIsThatOfDebianWithItsLibraries(@TempDir Path cache) throws Exception {
    Path redis = EngineFiles.in(cache, apt(cache, "7.0.15")).redis(StartProgress.SILENT);
    assertThat(redis.resolveSibling("version")).hasContent("7.0.15");
    assertThat(DebianFetch.command(redis))
        .containsExactly("env", "LD_LIBRARY_PATH=" + redis.resolveSibling("lib"), redis.toString());
    assertThat(redis.resolveSibling("packages")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "6.0.16"})
  void withoutANewerOneItIsThatOfMavenAndAptIsAskedAgainADayLater(
      String version, @TempDir Path cache) throws Exception {
    Path old = EngineFiles.in(cache, apt(cache, version)).redis(StartProgress.SILENT);
    assertThat(version(old)).contains("v=" + EngineFiles.REDIS_VERSION);
    assertThat(DebianFetch.command(old)).containsExactly(old.toString());

    EngineFiles later = EngineFiles.in(cache, apt(cache, "7.2.4"));
    assertThat(later.redis(StartProgress.SILENT)).isEqualTo(old);
    Files.setLastModifiedTime(
        cache.resolve("redis-debian.refused"),
        FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    assertThat(later.redis(StartProgress.SILENT).resolveSibling("version")).hasContent("7.2.4");
  }

  /** Go that leaves a program where it is told to, and says where it was started. */
  private static String go(Path place, String text) throws IOException {
    Path program = Files.createDirectories(place.resolve("programs")).resolve("go");
    program(program, text);
    return program.toString();
  }

  @Test
  void weaviateIsBuiltOnceByGo(@TempDir Path cache) throws Exception {
    String go =
        go(
            cache,
            """
            echo "go: downloading example v1"
            echo "$@" >> %s/calls
            echo built > "$GOBIN/weaviate-server"
            """
                .formatted(cache));
    EngineFiles files = EngineFiles.in(cache, cache, go);
    Path built = files.weaviate(StartProgress.SILENT);
    assertThat(files.weaviate(StartProgress.SILENT)).isEqualTo(built).hasContent("built");
    assertThat(cache.resolve("calls"))
        .hasContent(
            "install -v -ldflags=-s -w github.com/weaviate/weaviate/cmd/weaviate-server@v"
                + EngineFiles.WEAVIATE_VERSION);
    try (var left = Files.list(built.getParent())) {
      assertThat(left).containsExactly(built);
    }
  }

  @Test
  void whyWeaviateCannotBeBuiltIsSaid(@TempDir Path cache) throws Exception {
    String none = cache.resolve("none").toString();
    assertThatThrownBy(() -> EngineFiles.in(cache, cache, none).weaviate(StartProgress.SILENT))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("install Go 1.25 or later");
    String failing = go(cache, "echo 'go: no such version'; exit 1");
    assertThatThrownBy(() -> EngineFiles.in(cache, cache, failing).weaviate(StartProgress.SILENT))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("go: no such version");
    try (var left = Files.list(cache)) {
      assertThat(left.filter(Files::isDirectory)).containsExactly(cache.resolve("programs"));
    }
  }

  private static String version(Path program) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(program.toString(), "--version").start();
    try (var output = process.inputReader()) {
      String line = output.readLine();
      process.waitFor();
      return line;
    }
  }
}
