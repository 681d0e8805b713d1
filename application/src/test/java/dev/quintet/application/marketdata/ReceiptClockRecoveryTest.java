package dev.quintet.application.marketdata;

import static dev.quintet.application.marketdata.Setting.T;
import static dev.quintet.application.marketdata.Setting.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Batch;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.application.tenancy.UsageAdmission;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickReceipt;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One process after the other on the same stores, whose clocks do not agree. */
final class ReceiptClockRecoveryTest {

  private final Setting setting = new Setting();
  private final TenantId acme = setting.tenant();

  /** A process with that clock stores one quote of the same identity. */
  private TickReceipt process(Instant now, String bid) {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    ReceiptClock times = new ReceiptClock(clock);
    times.goOnAfterRecorded(setting.tenantStore, setting.ledger, Fresh.deadline());
    try (TickIngestion ingestion =
        new TickIngestion(
            new BlockWriter(setting.ticks, setting.versions, setting.ledger, setting.quotes, setting.symbols()),
            setting.access,
            UsageAdmission.UNLIMITED,
            times,
            Setting.quick())) {
      return WaitingSender.ingest(
                    ingestion,
          service(acme),
          Batch.quotes("fxcm").quote("EURUSD", T, 0, bid, "2", "0").admitted(),
          Fresh.deadline());
    }
  }

  @Test
  void aCorrectionWinsAlthoughTheClockWasSetBackBetweenTwoProcesses() {
    Instant before = process(Setting.NOW, "1.1").receivedAt();
    TickReceipt correction = process(Setting.NOW.minus(Duration.ofHours(3)), "1.2");

    assertThat(correction.receivedAt()).isEqualTo(before.plusNanos(1_000));
    assertThat(setting.stored(acme, "EURUSD"))
        .extracting(Tick::receivedAt)
        .containsExactly(correction.receivedAt());
  }

  @Test
  void aClockThatWentOnIsBelieved() {
    process(Setting.NOW, "1.1");
    assertThat(process(Setting.NOW.plusSeconds(1), "1.2").receivedAt())
        .isEqualTo(Setting.NOW.plusSeconds(1));
  }

  @Test
  void everyTenantIsAskedForHoweverManyThereAre() {
    Instant future = process(Setting.NOW.plusSeconds(60), "1.1").receivedAt();
    IntStream.range(0, 1_200).forEach(i -> setting.tenant());
    ReceiptClock times = new ReceiptClock(setting.clock);
    times.goOnAfterRecorded(setting.tenantStore, setting.ledger, Fresh.deadline());
    assertThat(times.next()).isAfter(future);
  }
}
