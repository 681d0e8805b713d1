package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.platform.Figure;
import dev.quintet.domain.platform.Store;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.TenantId;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a {@link Store} does. */
public interface StoreContract {

  /** Over a server that answers, migrated. */
  Store store();

  /** Over a server that is not there. */
  Store away();

  /** A new tenant that the store knows. */
  TenantId provisioned();

  @Test
  default void whatItMigratedIsSafeHoweverOftenItMigrates() {
    for (int i = 0; i < 2; i++) {
      store().migrate(Fresh.deadline());
      store().verify(Fresh.deadline());
    }
  }

  @Test
  default void itAnswersATenantWithoutAnything() {
    store().ask(provisioned(), Fresh.deadline());
  }

  @Test
  default void tenantsAreIsolatedBothWaysHoweverOftenItIsTried() {
    TenantId one = provisioned();
    TenantId two = provisioned();
    for (int i = 0; i < 3; i++) {
      assertThat(store().leaks(one, two, Fresh.deadline())).isEmpty();
      assertThat(store().leaks(two, one, Fresh.deadline())).isEmpty();
    }
  }

  @Test
  default void itsFiguresAreThoseDeclared() {
    List<Figure> declared = store().declaration().figures();
    Map<Figure, BigDecimal> figures = store().figures(Fresh.deadline());

    assertThat(declared).isNotEmpty().containsAll(figures.keySet());
    assertThat(figures).isNotEmpty();
    figures.forEach((figure, value) -> assertThat(value).as(figure.key()).isNotNegative());
  }

  @Test
  default void aServerThatIsAwayIsNamedWithinTheDeadline() {
    TenantId one = provisioned();
    TenantId two = provisioned();
    assertAway(() -> away().ask(one, soon()));
    assertAway(() -> away().figures(soon()));
    assertAway(() -> away().leaks(one, two, soon()));
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(1));
  }

  private void assertAway(ThrowingCallable question) {
    long from = System.nanoTime();
    assertProblem(new Problem.Unavailable(away().declaration().name()), question);
    assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(10));
  }
}
