package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.BillingPeriod;
import dev.quintet.domain.subscriptions.Statement;
import dev.quintet.domain.subscriptions.StatementStore;
import dev.quintet.domain.subscriptions.UsageTotal;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.TenantId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a {@link StatementStore} does. */
public interface StatementStoreContract {

  BillingPeriod JANUARY = BillingPeriod.parse("period", "2026-01");
  BillingPeriod FEBRUARY = BillingPeriod.parse("period", "2026-02");

  StatementStore store();

  /** A new tenant that the store accepts. */
  TenantId newTenant();

  private static Statement statement(TenantId tenant, BillingPeriod period, long count) {
    UsageTotal total =
        new UsageTotal(
            tenant, null, null, UsageType.API_CALLS, new ServiceName("engine"), null, JANUARY, count,
            count);
    return Statement.of(tenant, period, List.of(total));
  }

  @Test
  default void whatIsKeptIsFoundAsItIs() {
    TenantId tenant = newTenant();
    Statement given = statement(tenant, FEBRUARY, Long.MAX_VALUE);
    assertThat(store().find(tenant, FEBRUARY, Fresh.deadline())).isEmpty();
    assertThat(store().keep(given, Fresh.deadline())).isEqualTo(given);
    assertThat(store().find(tenant, FEBRUARY, Fresh.deadline())).contains(given);
  }

  @Test
  default void theFirstIsKeptForEver() {
    TenantId tenant = newTenant();
    Statement first = statement(tenant, FEBRUARY, 1);
    store().keep(first, Fresh.deadline());
    assertThat(store().keep(statement(tenant, FEBRUARY, 2), Fresh.deadline())).isEqualTo(first);
    assertThat(store().find(tenant, FEBRUARY, Fresh.deadline())).contains(first);
  }

  @Test
  default void aTenantHasItsOwnAndOneForEachPeriod() {
    TenantId one = newTenant();
    TenantId other = newTenant();
    store().keep(statement(one, JANUARY, 1), Fresh.deadline());
    store().keep(statement(one, FEBRUARY, 2), Fresh.deadline());
    store().keep(statement(other, FEBRUARY, 3), Fresh.deadline());
    assertThat(store().periods(one, Fresh.deadline())).containsExactlyInAnyOrder(JANUARY, FEBRUARY);
    assertThat(store().periods(other, Fresh.deadline())).containsExactly(FEBRUARY);
    assertThat(store().find(other, JANUARY, Fresh.deadline())).isEmpty();
    assertThat(store().find(other, FEBRUARY, Fresh.deadline()))
        .contains(statement(other, FEBRUARY, 3));
  }

  @Test
  default void afterItsDeadlineNothingIsDone() {
    TenantId tenant = newTenant();
    assertUnavailable(
        () -> store().keep(statement(tenant, JANUARY, 1), Fresh.expired()),
        () -> store().find(tenant, JANUARY, Fresh.expired()),
        () -> store().periods(tenant, Fresh.expired()));
    assertThat(store().periods(tenant, Fresh.deadline())).isEmpty();
  }
}
