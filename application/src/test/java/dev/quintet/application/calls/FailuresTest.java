package dev.quintet.application.calls;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class FailuresTest {

  @Test
  void aProblemStaysWhatItIs() {
    Problem problem = new Problem.NotFound("tick", "X");

    assertThat(Failures.problem(new ProblemException(problem))).isEqualTo(problem);
  }

  @Test
  void ofWhatNobodyExpectedTheCallerGetsAnErrorIdOnly() {
    Problem problem = Failures.problem(new IllegalStateException("secret of a store"));

    assertThat(problem.kind()).isEqualTo(Problem.Kind.INTERNAL);
    assertThat(problem.detail()).matches("internal error [0-9a-f]{12}-[0-9a-f]+");
  }

  @Test
  void onlyWhatIsThePlatformsFaultIsLogged() {
    Logger log = (Logger) LoggerFactory.getLogger(Failures.class);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    log.addAppender(logged);
    try {
      Failures.problem(new ProblemException(new Problem.NotFound("tick", "X")));
      assertThat(logged.list).isEmpty();
      Failures.problem(new ProblemException(new Problem.Unavailable("a store of this test")));
      Failures.problem(new IllegalStateException("nobody expected it"));
    } finally {
      log.detachAppender(logged);
    }
    assertThat(logged.list)
        .extracting(ILoggingEvent::getLevel)
        .containsExactly(Level.WARN, Level.ERROR);
  }
}
