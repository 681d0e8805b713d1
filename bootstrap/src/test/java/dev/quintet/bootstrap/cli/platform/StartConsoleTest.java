package dev.quintet.bootstrap.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.bootstrap.Wiring;
import org.junit.jupiter.api.Test;

final class StartConsoleTest {

  @Test
  void theHintsFitWhereTheServiceRuns() {
    assertThat(StartConsole.hints(" --data '/a b'", Wiring.EMBEDDED, false))
        .contains("in another terminal", "Ctrl-C", "./quintet demo --data '/a b' ");
    assertThat(StartConsole.hints("", Wiring.EMBEDDED, true))
        .contains("./quintet demo", "End it with: ./quintet down")
        .doesNotContain("another terminal", "Ctrl-C");
  }

  @Test
  void theDemoIsOfferedWhereThereIsItsTenant() {
    assertThat(StartConsole.hints("", Wiring.SERVERS, true))
        .contains("./quintet status")
        .doesNotContain("demo", "BTCUSD");
  }
}
