package dev.quintet.adapters.out.clickhouse.kernel;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** One tenant's reads do not keep the others' out. */
final class ReadSharesTest {

  private final ReadShares shares = new ReadShares(2);
  private final TenantId busy = Fresh.tenant();

  @Test
  void whoHasItsShareWaitsAndIsRefusedWhileOthersRead() {
    shares.enter(busy, Fresh.deadline());
    shares.enter(busy, Fresh.deadline());
    assertProblem(
        Problem.LimitExceeded.class,
        () -> shares.enter(busy, Deadline.after(Duration.ofMillis(50))));
    shares.enter(Fresh.tenant(), Fresh.deadline());
    shares.leave(busy);
    shares.enter(busy, Fresh.deadline());
  }

  @Test
  void whoWaitsGoesOnWhenAReadEnds() throws Exception {
    shares.enter(busy, Fresh.deadline());
    shares.enter(busy, Fresh.deadline());
    Thread waiting = Thread.ofVirtual().start(() -> shares.enter(busy, Fresh.deadline()));
    Awaitility.await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
    shares.leave(busy);
    waiting.join();
    assertProblem(
        Problem.LimitExceeded.class,
        () -> shares.enter(busy, Deadline.after(Duration.ofMillis(50))));
  }

  @Test
  void nothingIsKeptOfTenantsThatDoNotRead() {
    shares.enter(busy, Fresh.deadline());
    shares.leave(busy);
    assertThat(shares.tenants()).isZero();
  }
}
