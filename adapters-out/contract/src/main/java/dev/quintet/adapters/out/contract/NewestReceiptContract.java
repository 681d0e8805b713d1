package dev.quintet.adapters.out.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.BatchEntry;
import dev.quintet.domain.marketdata.BatchLedger;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a {@link BatchLedger} knows of the time of its batches; part of its contract. */
public interface NewestReceiptContract {

  BatchLedger ledger();

  /** A new tenant that the ledger accepts. */
  TenantId newTenant();

  private Optional<Instant> newestReceipt(TenantId tenant, Instant after) {
    return ledger().newestReceipt(Set.of(tenant), after, Fresh.deadline());
  }

  private void record(TenantId tenant, Instant receivedAt) {
    BatchEntry entry =
        new BatchEntry(
            Fresh.subject(tenant),
            Fresh.batch(),
            BatchEntry.Kind.TICKS,
            "0".repeat(64),
            1,
            0,
            receivedAt);
    ledger().record(List.of(entry), fresh -> {}, Fresh.deadline());
  }

  @Test
  default void theNewestReceiptIsThatOfTheseTenantsAndAfterTheInstant() {
    Instant first = Instant.parse("2026-02-03T04:05:06.789012Z");
    Instant second = first.plusNanos(1_000);
    TenantId asking = newTenant();
    TenantId other = newTenant();
    assertThat(newestReceipt(asking, Instant.EPOCH)).isEmpty();
    record(asking, second);
    record(asking, first);
    record(other, second.plusSeconds(1));

    assertThat(newestReceipt(asking, Instant.EPOCH)).contains(second);
    assertThat(newestReceipt(asking, first)).contains(second);
    assertThat(newestReceipt(asking, second)).isEmpty();
    assertThat(ledger().newestReceipt(Set.of(asking, other), second, Fresh.deadline()))
        .contains(second.plusSeconds(1));
  }
}
