package dev.quintet.application.tenancy;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class UserEpochsTest {

  private static final TenantId ACME = new TenantId("acme");
  private static final UserId ANN = new UserId("ann");

  private final AtomicLong nanos = new AtomicLong();
  private final Map<UserId, Long> stored = new HashMap<>(Map.of(ANN, 1L));
  private final UserEpochs epochs = ofAnotherService();

  private UserEpochs ofAnotherService() {
    return new UserEpochs(
        new KnownUsers(stored), nanos::get, it -> nanos.addAndGet(it.toNanos()));
  }

  private boolean isIn(long epoch) {
    return epochs.isIn(ACME, ANN, epoch, Fresh.deadline());
  }

  @Test
  void noServiceBelievesAnEpochThatWasOutlived() {
    assertThat(isIn(1)).isTrue();
    stored.remove(ANN);
    assertThat(isIn(1)).as("believed meanwhile").isTrue();
    ofAnotherService().outlive("deactivate user");
    assertThat(epochs.remembered(ACME, ANN)).isEmpty();
    assertThat(isIn(1)).isFalse();
    assertProblem(
        new Problem.NotFound("active user", "ann"),
        () -> epochs.of(ACME, ANN, Fresh.deadline()));
  }

  @Test
  void anEpochThatBeganIsKnownAtOnce() {
    assertThat(isIn(1)).isTrue();
    stored.put(ANN, 2L);
    assertThat(isIn(2)).isTrue();
    stored.remove(ANN);
    ofAnotherService().outlive("deactivate user");
    assertThat(isIn(2)).isFalse();
    stored.put(ANN, 3L);
    assertThat(isIn(3)).isTrue();
  }

  @Test
  void whoeverIsInterruptedDoesNotSayThatItIsOver() {
    UserEpochs interrupted =
        new UserEpochs(
            new KnownUsers(stored),
            nanos::get,
            it -> {
              throw new InterruptedException();
            });
    assertThatThrownBy(() -> interrupted.outlive("end sessions"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("end sessions");
    assertThat(Thread.interrupted()).isTrue();
  }
}
