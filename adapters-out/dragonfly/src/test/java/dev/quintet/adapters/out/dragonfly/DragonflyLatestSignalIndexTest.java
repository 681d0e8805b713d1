package dev.quintet.adapters.out.dragonfly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.LatestSignalIndexContract;
import dev.quintet.adapters.out.contract.SignalLogContract;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.domain.trades.LatestSignalIndex;
import dev.quintet.domain.trades.RecordedSignal;
import dev.quintet.engines.SharedEngines;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DragonflyLatestSignalIndexTest implements LatestSignalIndexContract {

  private TestDragonfly dragonfly;

  @BeforeAll
  void open() {
    dragonfly =
        new TestDragonfly(SharedEngines.redis(), Map.of("quintet.dragonfly.command-timeout", "1s"));
    dragonfly.awaitAnswers(Duration.ofSeconds(20));
  }

  @AfterAll
  void close() {
    dragonfly.close();
  }

  @Override
  public LatestSignalIndex index() {
    return dragonfly.bean(LatestSignalIndex.class);
  }

  @Test
  void anEntryExpiresAndNamesWhoseItIs() {
    TenantId tenant = Fresh.tenant();
    RecordedSignal signal = SignalLogContract.recorded("s", null, 0, 1);
    index().put(tenant, List.of(signal), Fresh.deadline());
    byte[] key = DragonflyLatestSignalIndex.key(Viewer.of(tenant), signal.signal().symbol());
    assertThat(dragonfly.raw().pttl(key)).isBetween(1L, 300_000L);
    byte[] entry = dragonfly.raw().get(key);
    Viewer other = Viewer.of(Fresh.tenant());
    dragonfly.raw().set(DragonflyLatestSignalIndex.key(other, signal.signal().symbol()), entry);
    assertThat(find(other)).isEmpty();
  }
}
