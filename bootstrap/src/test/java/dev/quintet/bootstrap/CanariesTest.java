package dev.quintet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.quintet.adapters.out.memory.MemoryStore;
import dev.quintet.application.platform.IsolationWatch;
import dev.quintet.application.shared.Readiness;
import dev.quintet.application.tenancy.Keys;
import dev.quintet.domain.platform.Store;
import dev.quintet.domain.platform.StoreDeclaration.Loss;
import dev.quintet.domain.platform.StoreDeclaration;
import dev.quintet.domain.shared.Observer;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.shared.UnsafeStoreException;
import dev.quintet.domain.tenancy.TenantStore;
import dev.quintet.engines.StartProgress;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the service does when a store is not guarded or a canary gets through. */
final class CanariesTest {

  private final ApplicationContext beans = RunningService.get().beans();
  private final TenantStore tenants = beans.getBean(TenantStore.class);
  private final MemoryStore store =
      new MemoryStore(
          new StoreDeclaration(
              new StoreName("store", "store.access"), Loss.STOPS_SOME_CALLS, List.of()),
          Map.of());
  private final IsolationWatch isolation =
      new IsolationWatch(List.of(store), tenants, Clock.systemUTC());

  private void open(boolean open) {
    store.leaks(
        (own, other) -> open ? List.of("a row of " + other + " was read") : List.of());
  }

  @Test
  void aStartFailsBeforeAnybodyIsServedOrHasAKey(@TempDir Path place) {
    DataDirectory data = new DataDirectory(place);
    Preparation preparation =
        new Preparation(
            List.of(), isolation, tenants, beans.getBean(Keys.class), Clock.systemUTC());
    open(true);

    assertThatThrownBy(() -> preparation.run(data, Wiring.EMBEDDED, StartProgress.SILENT))
        .isInstanceOf(UnsafeStoreException.class)
        .hasMessageContaining("a row of quintet_canary_two was read");
    assertThat(data.credentials()).doesNotExist();
  }

  @Test
  void aStartFailsWhenAStoreIsNotGuarded(@TempDir Path place) {
    DataDirectory data = new DataDirectory(place);
    store.violations(List.of("a policy is missing"));
    Preparation preparation =
        new Preparation(
            List.of(store), isolation, tenants, beans.getBean(Keys.class), Clock.systemUTC());

    assertThatThrownBy(() -> preparation.run(data, Wiring.EMBEDDED, StartProgress.SILENT))
        .isInstanceOf(UnsafeStoreException.class)
        .hasMessageContaining("a policy is missing");
    assertThat(data.credentials()).doesNotExist();
  }

  @Test
  void aRunningServiceIsUnreadyWhileACanaryGetsThrough() {
    Readiness readiness = new Readiness();
    ServiceWatch watch =
        new ServiceWatch(
            List.copyOf(beans.getBeansOfType(Store.class)),
            isolation,
            readiness,
            Observer.orNone(null),
            Duration.ofMillis(100));
    watch.start();
    try {
      await().until(() -> readiness.state().ready());
      open(true);
      await().until(() -> readiness.state().missing().equals(List.of("isolation of tenants")));
      open(false);
      await().until(() -> readiness.state().ready());
    } finally {
      watch.stop();
    }
  }

  @Test
  void theRealStoresAreAskedAtTheStart() {
    assertThat(beans.getBeansOfType(Store.class))
        .extracting(bean -> bean.declaration().name().word())
        .containsExactlyInAnyOrder("postgresql", "clickhouse", "dragonflydb");
    assertThat(beans.getBean(IsolationWatch.class).status().verdict())
        .isEqualTo(IsolationWatch.Verdict.ISOLATED);
  }
}
