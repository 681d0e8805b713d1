package dev.quintet.application.marketdata;

import static dev.quintet.application.marketdata.Setting.T;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Batch;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.tenancy.TenantId;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class StoredPeriodsTest {

  private final Setting setting = new Setting();
  private final TenantId acme = setting.tenant();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
  private final StoredPeriods periods = new StoredPeriods(setting.versions, nanos::get);

  private SpannedBatch found(int second) {
    PendingBatch pending =
        Setting.pending(
            acme,
            Batch.trades("cme").trade("EURUSD", T.plusSeconds(second), "1", "1").admitted());
    pending.taken(new ReceiptClock(setting.clock));
    return periods.find(List.of(SpannedBatch.of(pending)), Fresh.deadline()).getFirst();
  }

  /** However far back: of what is more than a year before the first batch nothing is known. */
  @Test
  void whatIsBeforeAndBehindWhatTheStoreHasIsNew() {
    setting.ticks.append(
        List.of(
            Batch.trades("cme")
                .trade("EURUSD", T, "1", "1")
                .trade("EURUSD", T.plusSeconds(9), "1", "1")
                .of(acme, Setting.NOW)),
        Fresh.deadline());
    assertThat(found(20).upTo()).containsExactly(-1);
    assertThat(found(9).upTo()[0]).isPositive();
    assertThat(found(5).upTo()[0]).isPositive();
    assertThat(found(-1).upTo()).containsExactly(-1);
    assertThat(found(-300 * 86_400).upTo()).containsExactly(-1);
    assertThat(found(-400 * 86_400).upTo()[0]).isPositive();
    assertThat(setting.versions.asked).hasValue(1);
  }

  @Test
  void theStoreIsAskedOnceAndAfterAWhileAgainForWhatOthersStored() {
    SpannedBatch first = found(0);
    assertThat(first.upTo()).containsExactly(-1);
    periods.writing(List.of(first));
    assertThat(found(0).upTo()).containsExactly(EventTime.nanos(T));
    assertThat(found(1).upTo()).containsExactly(-1);
    assertThat(setting.versions.asked).hasValue(1);
    setting.ticks.append(
        List.of(
            Batch.trades("cme")
                .trade("EURUSD", T.plusSeconds(9), "1", "1")
                .of(acme, Setting.NOW)),
        Fresh.deadline());
    nanos.addAndGet(RememberedPeriods.KNOWN_FOR.toNanos() - 1);
    assertThat(found(1).upTo()).containsExactly(-1);
    assertThat(setting.versions.askedForOthers).hasValue(0);
    nanos.incrementAndGet();
    assertThat(found(9).upTo()).containsExactly(EventTime.nanos(T.plusSeconds(9)));
    assertThat(found(8).upTo()).containsExactly(-1);
    assertThat(setting.versions.asked).hasValue(1);
    assertThat(setting.versions.askedForOthers).hasValue(1);
  }
}
