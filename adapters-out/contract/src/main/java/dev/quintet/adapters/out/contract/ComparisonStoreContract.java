package dev.quintet.adapters.out.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.operations.Comparison;
import dev.quintet.domain.operations.Comparison.Days;
import dev.quintet.domain.operations.ComparisonStore;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a {@link ComparisonStore} does. */
public interface ComparisonStoreContract {

  Instant AT = Instant.parse("2026-02-03T04:05:06.789012Z");

  ComparisonStore comparisons();

  private List<Comparison> list(TenantId... tenants) {
    return comparisons().list(Set.of(tenants), Fresh.deadline());
  }

  @Test
  default void theLastOfEachTenantStoreAndProjectionIsKept() {
    TenantId tenant = Fresh.tenant();
    TenantId other = Fresh.tenant();
    Comparison none = Comparison.none(tenant, "index", "fills");
    Comparison running = none.after(new Days(5, 3), 7, LocalDate.parse("2026-03-01"), AT);
    Comparison ended = running.ended(AT.plusSeconds(1));
    List<Comparison> others =
        List.of(
            Comparison.none(tenant, "graph", "fills"),
            Comparison.none(tenant, "index", "trades"));
    Comparison ofOther = Comparison.none(other, "index", "fills");
    assertThat(list(tenant)).isEmpty();
    comparisons().put(running, Fresh.deadline());
    comparisons().put(ofOther, Fresh.deadline());
    assertThat(list(tenant)).containsExactly(running);
    others.forEach(it -> comparisons().put(it, Fresh.deadline()));
    comparisons().put(ended, Fresh.deadline());
    assertThat(list(tenant))
        .containsExactlyInAnyOrder(ended, others.getFirst(), others.getLast());
    assertThat(list(tenant, other)).hasSize(4).contains(ofOther);
  }
}
