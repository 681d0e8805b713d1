package dev.quintet.adapters.out.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.operations.Rebuild;
import dev.quintet.domain.operations.RebuildStore;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a {@link RebuildStore} does. */
public interface RebuildStoreContract {

  Instant AT = Instant.parse("2026-02-03T04:05:06.789012Z");

  RebuildStore rebuilds();

  private Rebuild request(TenantId tenant, String projection) {
    return rebuilds().request(tenant, projection, AT, Fresh.deadline());
  }

  private List<Rebuild> open(TenantId... tenants) {
    return rebuilds().open(Set.of(tenants), Fresh.deadline());
  }

  @Test
  default void oneOfATenantAndProjectionGoesOnAtATime() {
    TenantId tenant = Fresh.tenant();
    TenantId other = Fresh.tenant();
    Rebuild first = request(tenant, "trades");
    assertThat(first).isEqualTo(Rebuild.requested(tenant, "trades", 1, AT));
    assertThat(rebuilds().request(tenant, "trades", AT.plusSeconds(1), Fresh.deadline()))
        .isEqualTo(first);
    assertThat(request(tenant, "graphs").number()).isEqualTo(1);
    assertThat(request(other, "trades").number()).isEqualTo(1);
    assertThat(open(tenant)).hasSize(2);
    assertThat(open(tenant, other)).hasSize(3);
    rebuilds().put(first.in(Rebuild.State.DONE, AT), Fresh.deadline());
    assertThat(request(tenant, "trades").number()).isEqualTo(2);
    assertThat(rebuilds().list(tenant, Fresh.deadline()))
        .extracting(Rebuild::number)
        .contains(1, 2)
        .hasSize(3);
    assertThat(open(Fresh.tenant())).isEmpty();
  }

  @Test
  default void howFarItIsIsKeptUntilItIsDone() {
    TenantId tenant = Fresh.tenant();
    Rebuild begun = request(tenant, "trades").begun(7, 1_000, AT.plusSeconds(1));
    rebuilds().put(begun, Fresh.deadline());
    assertThat(open(tenant)).containsExactly(begun);
    Rebuild further = begun.at("fills", "cursor", 500, AT.plusSeconds(2));
    rebuilds().put(further, Fresh.deadline());
    assertThat(open(tenant)).containsExactly(further);
    Rebuild done = further.in(Rebuild.State.DONE, AT.plusSeconds(3));
    rebuilds().put(done, Fresh.deadline());
    rebuilds().put(further, Fresh.deadline());
    assertThat(open(tenant)).isEmpty();
    assertThat(rebuilds().list(tenant, Fresh.deadline())).containsExactly(done);
  }
}
