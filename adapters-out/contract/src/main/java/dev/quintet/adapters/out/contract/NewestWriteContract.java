package dev.quintet.adapters.out.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.writes.Once;
import dev.quintet.domain.writes.Write;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link Once} knows of the time of its writes; part of its contract. */
public interface NewestWriteContract {

  Once once();

  /** A new tenant that the ledger accepts. */
  TenantId newTenant();

  private Optional<Instant> newest(TenantId tenant, Instant after) {
    return once().newest(Set.of(tenant), after, Fresh.deadline());
  }

  private void record(TenantId tenant, Instant at) {
    once()
        .write(
            "write note",
            new Write(
                Fresh.subject(tenant), "note", Fresh.unique(), "0".repeat(64), at, "1", null),
            () -> {},
            Fresh.deadline());
  }

  @Test
  default void theNewestWriteIsThatOfTheseTenantsAndAfterTheInstant() {
    Instant first = Instant.parse("2026-02-03T04:05:06.789012Z");
    Instant second = first.plusNanos(1_000);
    TenantId asking = newTenant();
    TenantId other = newTenant();
    assertThat(newest(asking, Instant.EPOCH)).isEmpty();
    record(asking, second);
    record(asking, first);
    record(other, second.plusSeconds(1));

    assertThat(newest(asking, Instant.EPOCH)).contains(second);
    assertThat(newest(asking, first)).contains(second);
    assertThat(newest(asking, second)).isEmpty();
    assertThat(once().newest(Set.of(asking, other), second, Fresh.deadline()))
        .contains(second.plusSeconds(1));
  }
}
