package dev.quintet.application.calls;

import dev.quintet.application.shared.ThrottledWarnings;
import dev.quintet.domain.shared.CallContext;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what a caller learns of a failure, and what is logged of it, here and nowhere else. */
public final class Failures {

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final ThrottledWarnings WARNINGS = new ThrottledWarnings(LOG);

  private Failures() {}

  /**
   * The problem of a failure. What is the caller's fault is not logged; what is the platform's is a
   * warning; what nobody expected is an error, of which the caller gets only the id. Nothing is logged
   * for a call that is over: its caller has left, and what the interrupt broke is no news.
   */
  public static Problem problem(Throwable failure) {
    boolean logged = !(CallContext.current() instanceof Call call && call.isOver());
    if (!(failure instanceof ProblemException expected)) {
      String errorId = CallContext.requestId(null);
      if (logged) {
        LOG.error("error {}", errorId, failure);
      }
      return new Problem.Internal(errorId);
    }
    Problem problem = expected.problem();
    if (logged && problem.fault() == Problem.Fault.PLATFORM) {
      WARNINGS.warn(problem, problem.detail(), expected.getCause());
    }
    return problem;
  }
}
