package dev.quintet.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.adapters.out.memory.MemoryAdapters;
import dev.quintet.adapters.out.memory.MemoryApiKeyStore;
import dev.quintet.adapters.out.memory.MemoryTickStore;
import dev.quintet.adapters.out.memory.MemoryUsageLedger;
import dev.quintet.application.marketdata.IngestionSettings;
import dev.quintet.application.platform.RunningProcess;
import dev.quintet.application.subscriptions.Metering;
import dev.quintet.application.tenancy.Access;
import dev.quintet.application.tenancy.Authentication;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ActivitiesTest {

  private final Clock clock = Clock.systemUTC();
  private final MemoryUsageLedger usage = new MemoryUsageLedger(clock);

  private Activities on(Object... ports) {
    return new Activities(
        Activities.Ports.of(ports),
        new Activities.Surroundings(
            clock,
            new SecureRandom(),
            UUID::randomUUID,
            () -> new RunningProcess("1", Duration.ZERO, null, 0, null),
            new Activities.Bounds(IngestionSettings.of(3_000_000, 800_000), 32)));
  }

  @Test
  void eachIsMadeOnceAndOnlyWhenItIsAskedFor() {
    Activities activities = on(new MemoryApiKeyStore());
    assertThat(activities.get(Authentication.class))
        .as("the ports of others are missing")
        .isSameAs(activities.get(Authentication.class));
    assertThatThrownBy(() -> activities.get(Access.class))
        .isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(() -> activities.get(String.class))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theEndWaitsForWhatIsStillToBeWritten() {
    Activities activities =
        on(MemoryAdapters.ofEveryPort(clock, new MemoryTickStore(), usage).toArray());
    Metering metering = activities.get(Metering.class);
    metering.answered(
        new Principal(
            "reader",
            Role.READER,
            new TenantScope.One(new TenantId("acme")),
            ServiceName.of(Role.READER)));

    activities.close();
    activities.close();

    assertThat(usage.events(null, 10, Deadline.after(Duration.ofSeconds(1))).page().items())
        .hasSize(1);
  }
}
