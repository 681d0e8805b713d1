package dev.quintet.application.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class ConnectionsTest {

  private final Connections connections = new Connections(4, 3);
  private final List<String> closed = new ArrayList<>();

  private Connections.Connection open(String address, String name) {
    AtomicReference<Connections.Connection> opened = new AtomicReference<>();
    opened.set(
        connections.open(
            address,
            () -> {
              closed.add(name);
              Objects.requireNonNull(opened.get()).closed();
            }));
    return Objects.requireNonNull(opened.get());
  }

  @Test
  void theOldestWithoutAKeyMakesRoomAtItsAddress() {
    open("a", "1").known();
    open("a", "2");
    open("a", "3");
    open("a", "4");
    assertThat(closed).containsExactly("2");
    assertThat(connections.open()).isEqualTo(3);
    assertThat(connections.ended()).isEqualTo(1);
  }

  @Test
  void theOldestWithoutAKeyMakesRoomForAnotherAddress() {
    open("a", "1");
    open("a", "2");
    open("a", "3");
    open("b", "4");
    open("b", "5");
    assertThat(closed).containsExactly("1");
    assertThat(connections.open()).isEqualTo(4);
  }

  @Test
  void whoHasAskedForNothingForLongestMakesRoom() {
    Connections.Connection asking = open("a", "1");
    open("a", "2");
    open("a", "3");
    asking.asked();
    open("a", "4");
    open("a", "5");
    assertThat(closed).containsExactly("2", "3");
    asking.known();
    asking.asked();
    open("a", "6");
    open("a", "7");
    assertThat(closed).containsExactly("2", "3", "4", "5");
  }

  @Test
  void thoseWithAKeyAreClosedForNobody() {
    for (int i = 0; i < 3; i++) {
      open("a", "known").known();
    }
    assertThat(connections.open("a", () -> {})).isNull();
    open("b", "known").known();
    assertThat(connections.open("c", () -> {})).isNull();
    assertThat(closed).isEmpty();
    assertThat(connections.addresses()).isEqualTo(2);
  }

  /** Descriptors that are being closed are in use: a burst must not take those of the stores. */
  @Test
  void whatMakesRoomCountsUntilItIsClosed() {
    List<Connections.Connection> opened = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      opened.add(Objects.requireNonNull(connections.open("a", () -> {})));
    }
    assertThat(connections.crowded()).isFalse();
    opened.add(Objects.requireNonNull(connections.open("a", () -> {})));
    assertThat(opened.getFirst().displaced()).isTrue();
    assertThat(opened.getLast().displaced()).isFalse();
    assertThat(connections.open()).isEqualTo(4);
    assertThat(connections.crowded()).isTrue();
    opened.getFirst().closed();
    opened.getFirst().closed();
    assertThat(connections.crowded()).isFalse();
    opened.forEach(Connections.Connection::closed);
    assertThat(connections.open()).isZero();
  }

  @Test
  void whatIsClosedIsCountedOnceAndLeavesNothing() {
    Connections.Connection one = open("a", "1");
    Connections.Connection known = open("a", "2");
    known.known();
    open("a", "3");
    open("a", "4");
    one.closed();
    known.closed();
    known.closed();
    assertThat(connections.open()).isEqualTo(2);
    connections.open("a", () -> {});
    assertThat(connections.open()).isEqualTo(3);
  }

  @Test
  void boundsThatMeanNothingAreRefused() {
    assertThatThrownBy(() -> new Connections(1, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Connections(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
