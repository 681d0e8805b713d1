package dev.quintet.engines;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for every engine, whatever it stores. */
interface EngineContract<E extends RunningEngine> {
  EngineLab<E> lab();

  Program program();

  /** The engine's directory inside the home. */
  Path directory();

  /** Every password that this engine checks. */
  List<String> passwords(E engine);

  /** Whether the engine does work for a client with that password; null: for one without any. */
  boolean worksFor(E engine, @Nullable String password);

  private boolean works(E engine) {
    return worksFor(engine, passwords(engine).getFirst());
  }

  private List<Long> processes() {
    return ProcessTable.find(directory(), program());
  }

  @Test
  default void leavesNoProcessWhenStopped() {
    E engine = lab().running();
    assertThat(works(engine)).isTrue();
    assertThat(processes()).contains(engine.pid());
    engine.stop();
    assertThat(engine.alive()).isFalse();
    assertThat(processes()).isEmpty();
  }

  @Test
  default void stoppingItTwiceSparesTheEngineStartedMeanwhile() {
    E former = lab().running();
    E engine = lab().restarted();
    former.stop();
    former.kill();
    former.pause();
    assertThat(works(engine)).isTrue();
  }

  @Test
  default void worksForNobodyWithoutThePassword() {
    E engine = lab().running();
    assertThat(worksFor(engine, null)).isFalse();
    assertThat(worksFor(engine, "")).isFalse();
    assertThat(worksFor(engine, "wrong")).isFalse();
    assertThat(works(engine)).isTrue();
  }

  @Test
  default void listensOnLoopbackOnly() {
    E engine = lab().running();
    assertThat(Kernel.listening(processes())).containsExactly("127.0.0.1:" + engine.port());
  }

  @Test
  default void showsItsPasswordsToNobody() throws IOException {
    E engine = lab().running();
    assertThat(works(engine)).isTrue();
    assertThat(worksFor(engine, "wrong")).isFalse();
    for (String password : passwords(engine)) {
      assertThat(Kernel.everyCommandLineAndEnvironment(processes())).doesNotContain(password);
      for (Path file : filesThatContain(password)) {
        assertThat(file.toString()).doesNotEndWith(".log");
        assertThat(Files.getPosixFilePermissions(file))
            .as(file.toString())
            .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      }
    }
    assertThat(Files.getPosixFilePermissions(directory()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  private List<Path> filesThatContain(String text) throws IOException {
    try (var files = Files.walk(lab().home().directory())) {
      return files.filter(Files::isRegularFile).filter(file -> contains(file, text)).toList();
    }
  }

  private static boolean contains(Path file, String text) {
    try {
      return Files.readString(file, ISO_8859_1).contains(text);
    } catch (IOException e) {
      return false; // the running engine has just removed it
    }
  }

  @Test
  default void startsAgainAfterItWasKilled() {
    E engine = lab().running();
    engine.kill();
    assertThat(engine.alive()).isFalse();
    assertThat(processes()).isEmpty();
    assertThat(works(lab().start())).isTrue();
  }

  @Test
  default void startsAgainAfterItDiedByItself() {
    E engine = lab().running();
    Signal.KILL.send(List.of(engine.pid()));
    await().atMost(Duration.ofSeconds(10)).until(() -> !engine.alive());
    engine.stop();
    assertThat(works(lab().start())).isTrue();
  }

  @Test
  default void refusesASecondStartInItsDirectory() {
    E engine = lab().running();
    assertThatThrownBy(() -> lab().start())
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("in use");
    assertThat(works(engine)).isTrue();
  }

  @Test
  default void keepsItsPortUntilAnotherProgramHasIt() throws IOException {
    int port = lab().running().port();
    assertThat(lab().restarted().port()).isEqualTo(port);
    lab().close();
    try (var other = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
      E moved = lab().start();
      assertThat(moved.port()).isNotEqualTo(other.getLocalPort());
      assertThat(works(moved)).isTrue();
    }
  }

  @Test
  default void goesOnAfterAPauseAndIsStoppedEvenInOne() {
    E engine = lab().running();
    engine.pause();
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(Kernel.states(processes())).containsOnly('T'));
    engine.resume();
    assertThat(works(engine)).isTrue();
    engine.pause();
    engine.stop();
    assertThat(processes()).isEmpty();
  }

  @Test
  default void isNotReachedByTheCtrlCOfATerminal() {
    E engine = lab().running();
    assertThat(Kernel.session(engine.pid())).isEqualTo(engine.pid());
  }
}
