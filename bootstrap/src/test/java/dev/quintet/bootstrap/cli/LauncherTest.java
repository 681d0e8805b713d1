package dev.quintet.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.bootstrap.DataDirectory;
import dev.quintet.bootstrap.cli.kit.DataOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all verbs have in common. */
final class LauncherTest {

  /** Nothing of an error may be taken for an answer. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "down",
        "status",
        "quote X",
        "bars X --interval 1m --from 2026-01-01 --to 2026-01-02",
        "usage",
        "plans",
        "invoice --all",
        "grant g --from 2026-01-01 --to 2026-02-01 --reason r",
        "demo"
      })
  void withoutServiceAVerbEndsWithThreeAndAnErrorOnStandardError(String verb, @TempDir Path place) {
    Path data = place.resolve("my data");
    Verb ran = run(verb + " --data", data.toString());
    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .hasLineCount(1)
        .startsWith("quintet: no service runs on " + data)
        .contains("./quintet up --data '" + data + "'");
    assertThat(data).doesNotExist();
  }

  private static Verb run(String words, String last) {
    String[] all = (words + " ").split(" ");
    all = java.util.Arrays.copyOf(all, all.length + 1);
    all[all.length - 1] = last;
    return Verb.run(all);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up --http 70000", "up --grpc -1", "up --http x", "up --with arango",
        "up --wiring servers --with weaviate", "bars", "quote", "fly", "import", "logs -n x"
      })
  void wrongUsageEndsWithTwoAndAnErrorOnStandardError(String words) {
    Verb ran = Verb.run(words.split(" "));
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("quintet: ").contains("How it is used: ./quintet");
  }

  @ParameterizedTest
  @CsvSource({
    "help import ticks, Usage: quintet import ticks",
    "help import, Usage: quintet import",
    "help bars, Usage: quintet bars",
    "help, Usage: quintet "
  })
  void helpIsOfTheVerbThatIsAskedFor(String words, String first) {
    Verb ran = Verb.run(words.split(" "));
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).startsWith(first);
  }

  @Test
  void helpOfAVerbThatIsNotThereIsWrongUsage() {
    Verb ran = Verb.run("help", "import", "trades");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("there is no verb quintet import trades");
  }

  @Test
  void aKeyMayStandInAFile(@TempDir Path place) throws IOException {
    Path file = Files.writeString(place.resolve("key"), "qk_of_a_file\n");
    try (FakeService service = new FakeService()) {
      String port = Integer.toString(service.port());
      Verb.run("quote", "X", "--port", port, "--key-file", file.toString());
      assertThat(service.header("authorization")).isEqualTo("Bearer qk_of_a_file");

      int calls = service.headers.size();
      Files.writeString(file, "{\"demo\": \"qk_secret\"}");
      for (Path wrong : List.of(file, place, place.resolve("none"))) {
        Verb ran = Verb.run("quote", "X", "--port", port, "--key-file", wrong.toString());
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains(wrong.toString()).doesNotContain("qk_secret");
      }
      assertThat(service.headers).hasSize(calls);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "/srv/quintet-1/data | --data /srv/quintet-1/data",
        "/srv/my data | --data '/srv/my data'",
        "/srv/it's$HOME | --data '/srv/it'\\''s$HOME'"
      })
  void aDirectoryIsShownAsAShellReadsIt(String path, String option) {
    assertThat(DataOption.argument(new DataDirectory(Path.of(path)))).isEqualTo(" " + option);
  }
}
