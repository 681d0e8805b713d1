package dev.quintet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.application.shared.Connections;
import org.junit.jupiter.api.Test;

final class ConnectionBoundsTest {

  /** As many of one address as are taken. */
  private static int taken(Connections connections) {
    int taken = 0;
    for (Connections.Connection one = connections.open("a", () -> {});
        one != null;
        one = connections.open("a", () -> {})) {
      one.known();
      taken++;
    }
    return taken;
  }

  @Test
  void descriptorsAreKeptForTheStores() {
    ConnectionBounds standard = new ConnectionBounds(0, 0);
    assertThat(taken(standard.connections(Long.MAX_VALUE))).isEqualTo(9_000);
    assertThat(taken(standard.connections(1_024))).isEqualTo(777);
    assertThat(taken(standard.connections(256))).isEqualTo(86);
    assertThat(taken(standard.connections(2))).isEqualTo(14);
  }

  @Test
  void whatIsConfiguredIsTaken() {
    assertThat(taken(new ConnectionBounds(100, 7).connections(1_024))).isEqualTo(7);
    assertThat(taken(new ConnectionBounds(100, 100).connections(1_024))).isEqualTo(100);
  }

  @Test
  void whatCannotBeIsRefusedByName() {
    assertThatThrownBy(() -> new ConnectionBounds(-1, 0))
        .hasMessageContaining("quintet.connections.most");
    assertThatThrownBy(() -> new ConnectionBounds(10, 11))
        .hasMessageContaining("quintet.connections.of-address");
    assertThatThrownBy(() -> new ConnectionBounds(1_000, 0).connections(1_024))
        .hasMessageContaining("quintet.connections.most must be at most 864");
  }
}
