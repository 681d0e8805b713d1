package dev.quintet.adapters.in.grpc.marketdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.adapters.in.grpc.kit.GrpcSettings;
import dev.quintet.domain.tenancy.TenantId;
import io.micronaut.context.ApplicationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A tenant may have 1,000 rows in memory and all tenants 2,500; a batch costs 32 more. */
class IngestBudgetTest {

  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");
  private static final TenantId THIRD = new TenantId("third");

  private final IngestBudget budget = new IngestBudget(settings());
  private final List<String> resumed = new ArrayList<>();

  private static GrpcSettings settings() {
    try (ApplicationContext context =
        ApplicationContext.builder()
            .properties(
                Map.of("quintet.grpc.tenant-rows", 1_000, "quintet.grpc.total-rows", 2_500))
            .start()) {
      return context.getBean(GrpcSettings.class);
    }
  }

  private boolean mayRead(TenantId tenant, String stream) {
    return budget.mayRead(tenant, () -> resumed.add(stream));
  }

  @Test
  void aFullTenantIsStoppedAndNobodyElse() {
    budget.take(ACME, 968);

    assertThat(mayRead(ACME, "a")).isFalse();
    assertThat(mayRead(OTHER, "b")).isTrue();
  }

  @Test
  void streamsGoOnInTheOrderInWhichTheyStopped() {
    budget.take(ACME, 500);
    budget.take(ACME, 500);
    assertThat(mayRead(ACME, "first")).isFalse();
    assertThat(mayRead(ACME, "second")).isFalse();

    budget.release(ACME, 500);

    assertThat(resumed).containsExactly("first", "second");
    assertThat(mayRead(ACME, "first")).isTrue();
  }

  @Test
  void whatIsStillFullStaysStopped() {
    budget.take(ACME, 1_000);
    budget.take(ACME, 500);
    assertThat(mayRead(ACME, "a")).isFalse();

    budget.release(ACME, 500);
    assertThat(resumed).isEmpty();
    budget.release(ACME, 1_000);
    assertThat(resumed).containsExactly("a");
  }

  @Test
  void roomThatOneTenantLeavesIsGivenToThoseWhoWaitForIt() {
    budget.take(ACME, 900);
    budget.take(OTHER, 900);
    budget.take(THIRD, 900);
    assertThat(mayRead(OTHER, "other")).isFalse();
    assertThat(mayRead(THIRD, "third")).isFalse();

    budget.release(ACME, 900);

    assertThat(resumed).containsExactlyInAnyOrder("other", "third");
  }

  @Test
  void nothingIsLeftWhenEverythingIsReturned() {
    budget.take(ACME, 10);
    budget.take(OTHER, 0);
    budget.release(OTHER, 0);
    budget.release(ACME, 10);

    assertThat(budget.total()).isZero();
    assertThatThrownBy(() -> budget.release(ACME, 10)).isInstanceOf(IllegalStateException.class);
  }
}
