package dev.quintet.bootstrap.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.bootstrap.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a launcher that fails as often as it is asked to. */
final class TrainingTest {

  private Path place = Path.of("");
  private DataDirectory data = new DataDirectory(place);

  @BeforeEach
  void make(@TempDir Path temporary) {
    place = temporary;
    data = new DataDirectory(temporary.resolve("data"));
    data.create();
  }

  private void train(int failures) throws IOException {
    Path launcher = place.resolve("launcher");
    Files.writeString(
        launcher,
        """
        #!/usr/bin/env bash
        echo "$(nice) $* $(grep -c ^quintet.some.password=secret)" >> '%1$s'
        [ "$(wc -l < '%1$s')" -gt %2$d ] || { echo "quintet: the canaries had no time"; exit 1; }
        """
            .formatted(place.resolve("calls"), failures));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    new Training(data, launcher.toString(), Duration.ZERO)
        .run(Map.of("quintet.some.password", "secret"));
  }

  @Test
  void oneThatFailsIsTriedAgainLessFarBehindTheOthers() throws IOException {
    train(2);
    String words = " rehearse --data " + data.path() + " 1";
    assertThat(place.resolve("calls")).content().isEqualTo(
        "19" + words + "\n10" + words + "\n0" + words + "\n");
    assertThat(Training.state(data)).isEqualTo("no service of this build has trained it");
  }

  @Test
  void whyNothingIsLearnedIsKept() throws IOException {
    train(3);
    assertThat(Files.readAllLines(place.resolve("calls"))).hasSize(3);
    assertThat(Training.state(data))
        .isEqualTo("training 3 failed (the canaries had no time); the next up tries again");
  }

  @Test
  void aLauncherThatIsNotThereIsAReasonToo() {
    new Training(data, place.resolve("none").toString(), Duration.ZERO).run(Map.of());
    assertThat(Training.state(data)).startsWith("training 3 failed (exit code 127");
  }
}
