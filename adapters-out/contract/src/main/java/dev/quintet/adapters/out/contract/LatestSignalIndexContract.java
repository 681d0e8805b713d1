package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.SignalLogContract.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.domain.trades.LatestSignalIndex;
import dev.quintet.domain.trades.RecordedSignal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every {@link LatestSignalIndex} does. */
public interface LatestSignalIndexContract {

  LatestSignalIndex index();

  private void put(TenantId tenant, RecordedSignal... signals) {
    index().put(tenant, List.of(signals), Fresh.deadline());
  }

  /** Of EURUSD. */
  default Optional<RecordedSignal> find(Viewer viewer) {
    return find(viewer, SignalLogContract.EURUSD);
  }

  private Optional<RecordedSignal> find(Viewer viewer, Symbol symbol) {
    CompletableFuture<Optional<RecordedSignal>> answer = new CompletableFuture<>();
    index().find(viewer, symbol, answer::complete);
    return answer.orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Test
  default void theLatestStaysWhateverComesLater() {
    TenantId tenant = Fresh.tenant();
    Viewer all = Viewer.of(tenant);
    assertThat(find(all)).isEmpty();
    put(tenant, recorded("b", null, 2, 300), recorded("a", null, 1, 900));
    assertThat(find(all)).contains(recorded("b", null, 2, 300));
    put(tenant, recorded("c", null, 2, 255));
    assertThat(find(all)).contains(recorded("b", null, 2, 300));
    put(tenant, recorded("d", null, 2, 301));
    assertThat(find(all)).contains(recorded("d", null, 2, 301));
    assertThat(find(all, new Symbol("DAX"))).isEmpty();
    assertThat(find(Viewer.of(Fresh.tenant()))).isEmpty();
    put(tenant);
  }

  @Test
  default void eachOwnerHasItsOwnLatest() {
    TenantId tenant = Fresh.tenant();
    Viewer ann = new Viewer(tenant, new UserId("ann"));
    RecordedSignal own = recorded("a", ann.user(), 1, 1);
    RecordedSignal common = recorded("b", null, 2, 2);
    put(tenant, own, common);
    assertThat(find(Viewer.of(tenant))).contains(common);
    assertThat(find(ann)).contains(own);
    assertThat(find(new Viewer(tenant, new UserId("bob")))).isEmpty();
    RecordedSignal extreme = SignalLogContract.extreme();
    TenantId other = Fresh.tenant();
    put(other, extreme);
    assertThat(find(new Viewer(other, extreme.signal().user()))).contains(extreme);
  }
}
