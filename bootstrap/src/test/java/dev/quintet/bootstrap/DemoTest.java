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
    assertThat(first.out())
        .containsPattern("makes 12 fills: 12 recorded now, 0 before")
        .containsPattern("moving average +6 +206.12 ")
        .containsPattern("2013-11-25 +1975.70 USD #")
        .containsPattern("2013-12-01 +2206.12 USD #");
    String again = demo().out();
    assertThat(again).contains("0 calls were answered, the next one was not");
    assertThat(again).containsPattern("makes 12 fills: 0 recorded now, 12 before");
  }
}
