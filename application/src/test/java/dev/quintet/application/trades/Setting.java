package dev.quintet.application.trades;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.memory.MemoryAdapters;
import dev.quintet.adapters.out.memory.MemoryTickStore;
import dev.quintet.adapters.out.memory.MemoryUsageLedger;
import dev.quintet.application.Activities;
import dev.quintet.application.marketdata.IngestionSettings;
import dev.quintet.application.users.TradingAccounts;
import dev.quintet.application.users.UserAdministration;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.domain.tenancy.TenantStore;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.users.TradingAccount;
import dev.quintet.domain.users.UserName;
import dev.quintet.domain.users.UserProfile;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A tenant with two users, and an account of the first, over memory. */
public final class Setting {

  public static final Instant NOW = Instant.parse("2026-02-03T04:05:06.789012Z");
  public static final TenantId ACME = new TenantId("acme");
  public static final UserId ANN = new UserId("ann");
  public static final UserId BOB = new UserId("bob");
  public static final AccountId ANNS = new AccountId("anns");
  public static final Currency EUR = Money.currency("EUR");

  final MemoryTickStore ticks = new MemoryTickStore();
  private final List<Object> adapters;
  private final Activities activities;

  public Setting(Clock clock) {
    adapters = MemoryAdapters.ofEveryPort(clock, ticks, new MemoryUsageLedger(clock));
    activities =
        new Activities(
            Activities.Ports.of(adapters.toArray()),
            new Activities.Surroundings(
                clock,
                new SecureRandom(),
                UUID::randomUUID,
                () -> {
                  throw new IllegalStateException("nobody asks for the process");
                },
                new Activities.Bounds(IngestionSettings.of(3_000_000, 800_000), 2)));
    Tenant unused =
        port(TenantStore.class)
            .register(new Tenant(ACME, "T", Tier.PRO, Tenant.State.ACTIVE, NOW), Fresh.deadline());
    for (UserId user : List.of(ANN, BOB)) {
      UserProfile profile =
          new UserProfile(
              new UserName.Email(user + "@example.com"),
              new UserName.Login(user.value()),
              Tier.PRO,
              Map.of());
      get(UserAdministration.class)
          .create(key(Role.SERVICE, null), user, profile, null, Fresh.deadline());
    }
    get(TradingAccounts.class)
        .open(
            key(Role.SERVICE, null),
            ANNS,
            ANN,
            new TradingAccount.Terms("mt5", "Acme", "1", TradingAccount.Kind.DEMO, EUR),
            Fresh.deadline());
  }

  public <P> P port(Class<P> type) {
    return adapters.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }

  public <A> A get(Class<A> activity) {
    return activities.get(activity);
  }

  public static Principal key(Role role, @Nullable UserId user) {
    return new Principal("key", role, new TenantScope.One(ACME), new ServiceName("engine"), user);
  }
}
