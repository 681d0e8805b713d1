package dev.quintet.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.Problem.Fault;
import dev.quintet.domain.shared.Problem.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProblemTest {

  private static final List<Problem> ONE_OF_EACH =
      List.of(
          new Problem.Invalid("side", "is odd"),
          new Problem.Unauthenticated("no key"),
          new Problem.Denied("write"),
          new Problem.NotFound("tick", "X"),
          new Problem.AlreadyExists("tenant", "X"),
          new Problem.Conflict("batch", "b"),
          new Problem.Stale("tenant", "t"),
          new Problem.NotReady("soon"),
          new Problem.LimitExceeded("rows", 5, Duration.ofMillis(1_250)),
          new Problem.Unavailable("a store"),
          new Problem.OutcomeUnknown("storing"),
          new Problem.Internal("e-1"));

  @Test
  void eachProblemHasAKindOfItsOwnAndEachKindAProblem() {
    assertThat(ONE_OF_EACH.stream().map(Problem::kind)).containsExactly(Kind.values());
    assertThat(ONE_OF_EACH).hasSameSizeAs(Problem.class.getPermittedSubclasses());
  }

  @Test
  void onlyWhatTheCallerCannotMendIsThePlatformsFault() {
    assertThat(ONE_OF_EACH.stream().filter(each -> each.fault() == Fault.PLATFORM))
        .extracting(each -> each.kind().word())
        .containsExactly("unavailable", "outcome_unknown", "internal");
  }

  @Test
  void theFieldAndTheTimeToRetryAreThoseOfTheirKinds() {
    assertThat(ONE_OF_EACH.stream().flatMap(each -> each.invalidField().stream()))
        .containsExactly("side");
    assertThat(ONE_OF_EACH.stream().flatMap(each -> each.retryTime().stream()))
        .containsExactly(Duration.ofMillis(1_250));
    assertThat(new Problem.LimitExceeded("rows", 5, Duration.ZERO).retryTime()).isEmpty();
  }
}
