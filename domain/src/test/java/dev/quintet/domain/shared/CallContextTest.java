package dev.quintet.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CallContextTest {

  private static CallContext call(String id) {
    return new CallContext(id, Observer.orNone(null).call(Observer.Protocol.GRPC, "x", null)) {};
  }

  @Test
  void aThreadWorksForACallUntilTheWorkEnds() {
    call("one")
        .run(
            () -> {
              assertThat(currentId()).isEqualTo("one");
              call("two").run(() -> assertThat(currentId()).isEqualTo("two"));
              assertThat(currentId()).isEqualTo("one");
            });

    assertThat(CallContext.current()).isNull();
  }

  @Test
  void aThreadLeavesTheCallWhenTheWorkFails() {
    assertThatThrownBy(
            () ->
                call("one")
                    .run(
                        () -> {
                          throw new IllegalStateException("broken");
                        }))
        .hasMessage("broken");

    assertThat(CallContext.current()).isNull();
  }

  @Test
  void workOnAnotherThreadIsForTheCallThatBeganIt() throws InterruptedException {
    String[] seen = {"", ""};
    Runnable[] carried = new Runnable[1];
    call("one").run(() -> carried[0] = CallContext.carried(() -> seen[0] = currentId()));
    Thread worker =
        Thread.ofVirtual()
            .start(
                () -> {
                  carried[0].run();
                  seen[1] = CallContext.current() == null ? "left" : "stayed";
                });
    worker.join();

    assertThat(seen).containsExactly("one", "left");
  }

  private static @Nullable String currentId() {
    CallContext call = CallContext.current();
    return call == null ? null : call.requestId();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "trace.1_2-3", "ABCDEFGHIJabcdefghij0123456789"})
  void aWellFormedIdIsKept(String id) {
    assertThat(CallContext.requestId(id)).isEqualTo(id);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "a b", "a\nb", "a\"b", "\u00e4", "a,b", "${jndi:x}"})
  void anotherIsReplaced(@Nullable String id) {
    assertThat(CallContext.requestId(id)).matches("[0-9a-f]{12}-[0-9a-f]+");
  }

  @Test
  void anIdHasAtMost64Characters() {
    assertThat(CallContext.requestId("a".repeat(64))).isEqualTo("a".repeat(64));
    assertThat(CallContext.requestId("a".repeat(65))).hasSizeLessThan(64);
  }

  @Test
  void ownIdsDiffer() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      ids.add(CallContext.requestId(null));
    }

    assertThat(ids).hasSize(1_000);
  }
}
