package dev.quintet.application.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.memory.MemoryStatementStore;
import dev.quintet.adapters.out.memory.MemoryTenantStore;
import dev.quintet.adapters.out.memory.MemoryUsageLedger;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.BillingPeriod;
import dev.quintet.domain.subscriptions.Statement;
import dev.quintet.domain.subscriptions.UsageEvent;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class UsageKeepingTest {

  private static final TenantId ACME = new TenantId("acme");
  private static final BillingPeriod JANUARY = BillingPeriod.parse("period", "2026-01");
  private static final BillingPeriod FEBRUARY = BillingPeriod.parse("period", "2026-02");

  private Instant now = Instant.parse("2026-01-15T00:00:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private final MemoryUsageLedger ledger = new MemoryUsageLedger(clock);
  private final MemoryStatementStore statements = new MemoryStatementStore();
  private final MemoryTenantStore tenants = new MemoryTenantStore();
  private final UsageKeeping keeping = new UsageKeeping(ledger, statements, tenants, clock);

  @BeforeEach
  void register() {
    tenants.register(
        new Tenant(ACME, "Acme", Tier.PRO, Tenant.State.ACTIVE, now), Fresh.deadline());
  }

  @AfterEach
  void end() {
    keeping.close();
  }

  private void use(long count, String at) {
    ledger.append(
        List.of(
            new UsageEvent(
                UUID.randomUUID(), Fresh.subject(ACME), UsageType.API_CALLS, count,
                Instant.parse(at))),
        Fresh.deadline());
  }

  private Optional<Statement> statement(BillingPeriod period) {
    return statements.find(ACME, period, Fresh.deadline());
  }

  @Test
  void aPeriodClosesAtItsInstantAndNotBefore() {
    use(3, "2026-01-15T00:00:00Z");
    now = JANUARY.closesAt();
    keeping.keep();
    assertThat(statement(JANUARY)).as("transactions may still run").isEmpty();

    now = now.plusSeconds(10);
    keeping.keep();
    assertThat(statement(JANUARY).orElseThrow().content())
        .isEqualTo(
            """
            statement,1
            tenant,acme
            period,2026-01
            closed_at,2026-02-04T00:00:00Z
            type,service,corrects,count,corrections
            api_calls,service,,3,0
            """
                .replace("\n", "\r\n"));
    assertThat(statement(FEBRUARY)).isEmpty();
    assertThat(keeping.state().closed()).isEqualTo(JANUARY);
  }

  @Test
  void whatComesLateIsInTheNextStatementAndLeavesTheFirstAsItIs() {
    use(3, "2026-01-15T00:00:00Z");
    now = JANUARY.closesAt().minusSeconds(1);
    use(5, "2026-01-31T23:59:59Z");
    now = JANUARY.closesAt().plusSeconds(60);
    keeping.keep();
    Statement first = statement(JANUARY).orElseThrow();
    assertThat(first.content()).contains("api_calls,service,,8,5");

    use(7, "2026-01-20T00:00:00Z");
    use(1, "2026-02-04T00:00:30Z");
    now = FEBRUARY.closesAt().plusSeconds(60);
    keeping.keep();
    keeping.keep();

    assertThat(statement(JANUARY)).contains(first);
    assertThat(statement(FEBRUARY).orElseThrow().content())
        .contains("api_calls,service,,1,1", "api_calls,service,2026-01,7,7");
  }

  @Test
  void whatWasMissedWhileNobodyRanIsMadeUpFor() {
    use(3, "2026-01-15T00:00:00Z");
    now = Instant.parse("2026-07-20T00:00:00Z");
    keeping.keep();
    assertThat(statements.periods(ACME, Fresh.deadline()))
        .hasSize(6)
        .contains(JANUARY, BillingPeriod.parse("period", "2026-06"));
    assertThat(statement(JANUARY).orElseThrow().content()).contains("api_calls,service,,3,0");
    assertThat(keeping.state().monthsAhead()).isEqualTo(3);
    assertThat(keeping.state().drift()).isZero();
  }
}
