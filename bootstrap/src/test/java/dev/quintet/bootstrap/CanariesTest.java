package dev.quintet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.quintet.application.shared.Readiness;
import dev.quintet.application.tenancy.IsolationWatch;
import dev.quintet.application.tenancy.Keys;
import dev.quintet.domain.marketdata.TickStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.StoreSetup;
import dev.quintet.domain.shared.UnsafeStoreException;
import dev.quintet.domain.tenancy.IsolationProbe;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantStore;
import dev.quintet.engines.StartProgress;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the service does when a store is not guarded or a canary gets through. */
final class CanariesTest {

  private final ApplicationContext beans = RunningService.get().beans();
  private final TenantStore tenants = beans.getBean(TenantStore.class);
  private final Store store = new Store();
  private final IsolationWatch isolation =
      new IsolationWatch(List.of(store), tenants, Clock.systemUTC());

  /** A store whose wall the test opens and closes. */
  private static final class Store implements IsolationProbe {
    private volatile boolean open;

    @Override
    public String store() {
      return "store";
    }

    @Override
    public List<String> leaks(TenantId own, TenantId other, Deadline deadline) {
      return open ? List.of("a row of " + other + " was read") : List.of();
    }
  }

  @Test
  void aStartFailsBeforeAnybodyIsServedOrHasAKey(@TempDir Path place) {
    DataDirectory data = new DataDirectory(place);
    Preparation preparation =
        new Preparation(
            List.of(), isolation, tenants, beans.getBean(Keys.class), Clock.systemUTC());
    store.open = true;

    assertThatThrownBy(() -> preparation.run(data, Wiring.EMBEDDED, StartProgress.SILENT))
        .isInstanceOf(UnsafeStoreException.class)
        .hasMessageContaining("a row of quintet_canary_two was read");
    assertThat(data.credentials()).doesNotExist();
  }

  @Test
  void aStartFailsWhenAStoreIsNotGuarded(@TempDir Path place) {
    DataDirectory data = new DataDirectory(place);
    Preparation preparation =
        new Preparation(
            List.of(new Unguarded()),
            isolation,
            tenants,
            beans.getBean(Keys.class),
            Clock.systemUTC());

    assertThatThrownBy(() -> preparation.run(data, Wiring.EMBEDDED, StartProgress.SILENT))
        .isInstanceOf(UnsafeStoreException.class)
        .hasMessageContaining("a policy is missing");
    assertThat(data.credentials()).doesNotExist();
  }

  private static final class Unguarded implements StoreSetup {

    @Override
    public String store() {
      return "store";
    }

    @Override
    public void migrate(Deadline deadline) {}

    @Override
    public void verify(Deadline deadline) {
      throw new UnsafeStoreException("store", List.of("a policy is missing"));
    }
  }

  @Test
  void aRunningServiceIsUnreadyWhileACanaryGetsThrough() {
    Readiness readiness = new Readiness();
    ServiceWatch watch =
        new ServiceWatch(
            tenants,
            beans.getBean(TickStore.class),
            isolation,
            readiness,
            Duration.ofMillis(100));
    watch.start();
    try {
      await().until(() -> readiness.state().ready());
      store.open = true;
      await().until(() -> readiness.state().missing().equals(List.of("isolation of tenants")));
      store.open = false;
      await().until(() -> readiness.state().ready());
    } finally {
      watch.stop();
    }
  }

  @Test
  void theRealStoresAreAskedAtTheStart() {
    assertThat(beans.getBeansOfType(IsolationProbe.class))
        .extracting(IsolationProbe::store)
        .containsExactlyInAnyOrder("postgresql", "clickhouse", "dragonflydb");
    assertThat(beans.getBean(IsolationWatch.class).status().verdict())
        .isEqualTo(IsolationWatch.Verdict.ISOLATED);
  }
}
