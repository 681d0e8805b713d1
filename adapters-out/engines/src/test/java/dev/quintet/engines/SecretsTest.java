package dev.quintet.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretsTest {
  private final Path file;

  SecretsTest(@TempDir Path directory) {
    file = directory.resolve("secrets.properties");
  }

  @Test
  void aPasswordIsTheSameEverAfter() {
    String password = Secrets.in(file).password("redis.default");
    assertThat(password).matches("[A-Za-z0-9_-]{43}");
    assertThat(Secrets.in(file).password("redis.default")).isEqualTo(password);
    assertThat(Secrets.in(file).password("clickhouse.reader")).isNotEqualTo(password);
  }

  @Test
  void onlyTheOwnerCanReadTheFile() throws IOException {
    Secrets.in(file).password("redis.default");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void startsSideBySideAgreeOnThePasswords() {
    var seen = new ConcurrentSkipListSet<String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 20)
          .forEach(
              i ->
                  threads.execute(
                      () -> {
                        Secrets own = Secrets.in(file);
                        own.password("mine." + i);
                        seen.add(own.password("shared"));
                      }));
    }
    assertThat(seen).containsExactly(Secrets.in(file).password("shared"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "UPPER", "a=b", "a\nb", "../x", "1st"})
  void aNameThatTheFileCannotHoldIsRefused(String name) {
    Secrets secrets = Secrets.in(file);
    assertThatThrownBy(() -> secrets.password(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDamagedFileIsNotReplacedByNewPasswords() throws IOException {
    Files.writeString(file, "redis.default=abc\ngarbage\n");
    assertThatThrownBy(() -> Secrets.in(file))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void itsTextContainsNoPassword() {
    Secrets secrets = Secrets.in(file);
    assertThat(secrets.toString()).doesNotContain(secrets.password("redis.default"));
  }
}
