package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.adapters.out.contract.Problems.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.SymbolLedger;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a {@link SymbolLedger} counts. Its tenants have the plan {@code pro}. */
public interface SymbolLedgerContract {

  int LIMIT = 200;
  UserId ANNA = new UserId("anna");
  UserId BOB = new UserId("bob");

  SymbolLedger ledger();

  /** A new tenant, of which the ledger knows those two users. */
  default TenantId newTenant() {
    return Fresh.tenant();
  }

  private static List<Symbol> symbols(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> new Symbol("S" + i)).toList();
  }

  private long add(TenantId tenant, @Nullable UserId user, int from, int to) {
    return ledger().add(tenant, user, symbols(from, to), Fresh.deadline());
  }

  private void assertFull(TenantId tenant, @Nullable UserId user, long used, int from, int to) {
    assertProblem(
        new Problem.LimitExceeded(
            SymbolLedger.LIMIT, LIMIT, Duration.ZERO, new Problem.Consumed(used, null)),
        () -> add(tenant, user, from, to));
  }

  @Test
  default void symbolsAreAddedUpToTheLimitAllOrNone() {
    TenantId tenant = newTenant();
    assertThat(add(tenant, null, 0, 150)).isEqualTo(150);
    assertThat(add(tenant, null, 100, 160)).isEqualTo(160);
    assertFull(tenant, null, 160, 150, 201);
    assertThat(add(tenant, null, 190, 200)).isEqualTo(170);
    assertThat(add(tenant, null, 160, 190)).isEqualTo(LIMIT);
    assertFull(tenant, null, LIMIT, 0, 201);
    assertThat(add(tenant, null, 0, 200)).isEqualTo(LIMIT);
  }

  @Test
  default void eachOwnerHasALimitOfItsOwn() {
    TenantId tenant = newTenant();
    assertThat(add(tenant, null, 0, LIMIT)).isEqualTo(LIMIT);
    assertThat(add(tenant, ANNA, 0, LIMIT)).isEqualTo(LIMIT);
    assertThat(add(tenant, BOB, 500, 501)).isEqualTo(1);
    assertFull(tenant, ANNA, LIMIT, 500, 501);
    assertThat(add(newTenant(), null, 500, 501)).isEqualTo(1);
  }

  @Test
  default void whatWasStoredBeforeIsAddedOnceWhateverTheLimit() {
    TenantId tenant = newTenant();
    assertThat(ledger().begun(tenant, Fresh.deadline())).isFalse();
    add(tenant, ANNA, 0, 1);
    ledger().begin(tenant, symbols(0, LIMIT + 50), Fresh.deadline());
    assertThat(ledger().begun(tenant, Fresh.deadline())).isTrue();
    ledger().begin(tenant, symbols(900, 950), Fresh.deadline());
    assertFull(tenant, null, LIMIT + 50, 900, 901);
    assertThat(add(tenant, null, 0, LIMIT + 50)).isEqualTo(LIMIT + 50);
    assertThat(add(tenant, ANNA, 1, 2)).isEqualTo(2);
    TenantId empty = newTenant();
    ledger().begin(empty, List.of(), Fresh.deadline());
    assertThat(ledger().begun(empty, Fresh.deadline())).isTrue();
    assertThat(add(empty, null, 0, 1)).isEqualTo(1);
  }

  @Test
  default void callsAtOnceDoNotExceedTheLimitTogether() throws Exception {
    TenantId tenant = newTenant();
    add(tenant, null, 0, LIMIT - 5);
    List<Boolean> added =
        Together.call(
            20,
            i ->
                () -> {
                  try {
                    add(tenant, null, 1_000 + i, 1_001 + i);
                    return true;
                  } catch (ProblemException e) {
                    assertThat(e.problem()).isInstanceOf(Problem.LimitExceeded.class);
                    return false;
                  }
                });
    assertThat(added.stream().filter(it -> it)).hasSize(5);
    assertFull(tenant, null, LIMIT, 2_000, 2_001);
  }

  @Test
  default void afterItsDeadlineNothingIsAdded() {
    TenantId tenant = newTenant();
    assertUnavailable(
        () -> ledger().add(tenant, null, symbols(0, 1), Fresh.expired()),
        () -> ledger().begin(tenant, symbols(0, 1), Fresh.expired()),
        () -> ledger().begun(tenant, Fresh.expired()));
    assertThat(add(tenant, null, 5, 6)).isEqualTo(1);
  }
}
