package dev.quintet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.bootstrap.cli.Verb;
import org.junit.jupiter.api.Test;

/** The demo on the real service: the second time it finds its user with nothing left of the quota. */
final class DemoTest {

  private static Verb demo() {
    return Verb.run("demo", "--data", RunningService.get().data().path().toString());
  }

  @Test
  void aUserSignsUpUsesItsQuotaUpAndSeesTheInvoice() {
    Verb first = demo();
    assertThat(first.err()).isEmpty();
    assertThat(first.exitCode()).isZero();
    assertThat(first.out())
        .contains("5 calls were answered, the next one was not: limit of 5 api_calls exceeded")
        .contains("plan pro", "api calls, included", "api calls, beyond what is included")
        .containsPattern("total +[0-9.]+ +EUR");
    assertThat(demo().out()).contains("0 calls were answered, the next one was not");
  }
}
