package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.SignalLogContract.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.domain.trades.RecordedSignal;
import dev.quintet.domain.trades.SignalFilter;
import dev.quintet.domain.trades.SignalIndex;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link SignalIndex} does. */
public interface SignalIndexContract extends PagingContract {

  UserId ANN = new UserId("ann");

  SignalIndex index();

  private void put(TenantId tenant, List<RecordedSignal> signals) {
    index().put(tenant, signals, Fresh.deadline());
  }

  private List<RecordedSignal> list(Viewer viewer, SignalFilter filter) {
    return index().list(viewer, filter, null, 100, Fresh.deadline()).items();
  }

  @Override
  default List<Paged<?>> listings() {
    List<Paged<?>> listings = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      TenantId tenant = Fresh.tenant();
      put(
          tenant,
          List.of(
              recorded("a", ANN, 1, 2),
              recorded("b", ANN, 1, 1),
              recorded("c", ANN, 0, 3),
              recorded("d", ANN, 1, 1L << 40),
              recorded("e", ANN, 2, 1)));
      for (SignalFilter filter :
          List.of(
              SignalFilter.ALL,
              new SignalFilter(SignalLogContract.EURUSD, null, null, null),
              new SignalFilter(null, "grid", null, null),
              new SignalFilter(null, null, TradesContract.AT, null),
              new SignalFilter(null, null, null, TradesContract.AT.plusSeconds(3)))) {
        listings.add(
            (after, limit) ->
                index().list(Viewer.of(tenant), filter, after, limit, Fresh.deadline()));
      }
      listings.add(
          (after, limit) ->
              index()
                  .list(
                      new Viewer(tenant, ANN), SignalFilter.ALL, after, limit, Fresh.deadline()));
    }
    return listings;
  }

  @Test
  default void signalsAreThereOnceAsTheyWerePut() {
    TenantId tenant = Fresh.tenant();
    List<RecordedSignal> all =
        List.of(SignalLogContract.extreme(), recorded("a", null, 0, 1), recorded("b", ANN, 1, 2));
    put(tenant, all);
    put(tenant, all.subList(1, 3));
    assertThat(list(Viewer.of(tenant), SignalFilter.ALL)).isEqualTo(all);
    assertThat(list(Viewer.of(Fresh.tenant()), SignalFilter.ALL)).isEmpty();
    assertThat(list(new Viewer(tenant, ANN), SignalFilter.ALL)).containsExactly(all.get(2));
    assertThat(list(new Viewer(tenant, new UserId("bob")), SignalFilter.ALL)).isEmpty();
  }

  @Test
  default void aFilterLetsThroughWhatItNames() {
    TenantId tenant = Fresh.tenant();
    Viewer viewer = Viewer.of(tenant);
    List<RecordedSignal> all = List.of(recorded("a", null, 0, 1), recorded("b", null, 1, 2));
    put(tenant, all);
    assertThat(list(viewer, new SignalFilter(SignalLogContract.EURUSD, "grid", null, null)))
        .isEqualTo(all);
    assertThat(list(viewer, new SignalFilter(new Symbol("DAX"), null, null, null))).isEmpty();
    assertThat(list(viewer, new SignalFilter(null, "", null, null))).isEmpty();
    assertThat(list(viewer, new SignalFilter(null, null, TradesContract.AT.plusSeconds(1), null)))
        .containsExactly(all.get(1));
    assertThat(list(viewer, new SignalFilter(null, null, null, TradesContract.AT.plusSeconds(1))))
        .containsExactly(all.get(0));
  }
}
