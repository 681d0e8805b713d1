package dev.quintet.application;

import dev.quintet.application.calls.Calls;
import dev.quintet.application.marketdata.IngestionSettings;
import dev.quintet.application.operations.Deliveries;
import dev.quintet.application.operations.ReceiptKeeping;
import dev.quintet.application.operations.Rebuilding;
import dev.quintet.application.operations.Reconciliation;
import dev.quintet.application.platform.CallTimes;
import dev.quintet.application.platform.Health;
import dev.quintet.application.platform.HealthAudience;
import dev.quintet.application.platform.IsolationWatch;
import dev.quintet.application.platform.Jobs;
import dev.quintet.application.platform.Performance;
import dev.quintet.application.platform.RunningProcess;
import dev.quintet.application.shared.Readiness;
import dev.quintet.application.subscriptions.Enrolment;
import dev.quintet.application.subscriptions.Metering;
import dev.quintet.application.subscriptions.SubscriptionRenewal;
import dev.quintet.application.subscriptions.UsageKeeping;
import dev.quintet.application.tenancy.Access;
import dev.quintet.application.tenancy.Authentication;
import dev.quintet.application.tenancy.KeyAdministration;
import dev.quintet.application.tenancy.Keys;
import dev.quintet.application.tenancy.Onboarding;
import dev.quintet.application.tenancy.UserEpochs;
import dev.quintet.application.trades.MarginTrading;
import dev.quintet.domain.platform.BaselineStore;
import dev.quintet.domain.platform.Job;
import dev.quintet.domain.platform.JobStore;
import dev.quintet.domain.platform.Store;
import dev.quintet.domain.shared.Observer;
import dev.quintet.domain.subscriptions.QuarantineStore;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.tenancy.ApiKeyStore;
import dev.quintet.domain.tenancy.TenantStore;
import dev.quintet.domain.tenancy.UserEpochStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one place that says what each activity is made of: for the service, for tests of inbound
 * adapters and for measurements. Each is made once, when it is first asked for, and so are the ports
 * it needs. Closed after the servers that call the activities and before the stores that they use.
 */
public final class Activities implements AutoCloseable {

  private final Map<Class<?>, Maker<?>> makers = new LinkedHashMap<>();
  private final Deque<AutoCloseable> toClose = new ConcurrentLinkedDeque<>();

  /** Where the adapters of ports are found. */
  public interface Ports {

    /** The adapter of a port that has one. */
    <P> P one(Class<P> port);

    /** The adapters of a port that every store has. */
    <P> List<P> all(Class<P> port);

    /** Those among the given adapters. */
    static Ports of(Object... adapters) {
      List<Object> some = List.of(adapters);
      return new Ports() {
        @Override
        public <P> P one(Class<P> port) {
          return all(port).getFirst();
        }

        @Override
        public <P> List<P> all(Class<P> port) {
          return some.stream().filter(port::isInstance).map(port::cast).toList();
        }
      };
    }
  }

  /**
   * What activities have of the process they run in.
   *
   * @param ids of events of usage
   */
  public record Surroundings(
      Clock clock,
      SecureRandom random,
      Supplier<UUID> ids,
      Supplier<RunningProcess> process,
      Bounds bounds) {}

  /**
   * How much goes on at the same time.
   *
   * @param ingestion how blocks of ticks are made, and how much is under way
   * @param reads of the store of ticks, at least 1; a tenant may have half of them
   */
  public record Bounds(IngestionSettings ingestion, int reads) {}

  public Activities(Ports ports, Surroundings around) {
    Clock clock = around.clock();
    add(Readiness.class, Readiness::new);
    tenancy(ports, around);
    UserActivities.add(this, ports, around);
    TradeActivities.add(this, ports, around);
    PredictionActivities.add(this, ports, around);
    DecisionActivities.add(this, ports, around);
    SubscriptionActivities.add(this, ports, around);
    platform(ports, around);
    add(
        Calls.class,
        () ->
            new Calls(
                get(Authentication.class),
                get(Metering.class),
                get(CallTimes.class),
                observer(ports)));
    MarketDataActivities.add(this, ports, around);
    OperationActivities.add(this, ports, clock);
    jobs(ports, clock);
  }

  /** What the time brings; each job does all that is due, however late it comes. */
  private void jobs(Ports ports, Clock clock) {
    Duration minute = Duration.ofMinutes(1);
    add(
        Jobs.class,
        () ->
            new Jobs(
                ports.one(JobStore.class),
                List.of(
                    new Job("margins", Duration.ofSeconds(10), minute, get(MarginTrading.class)::run),
                    new Job("subscriptions", minute, minute, get(SubscriptionRenewal.class)::run),
                    new Job("enrolment", Duration.ofMinutes(10), minute, get(Enrolment.class)::run),
                    new Job(
                        "reconciliation",
                        OperationActivities.settings(ports).look(),
                        minute,
                        get(Reconciliation.class)::run),
                    new Job(
                        "rebuilds",
                        Duration.ofSeconds(2),
                        minute,
                        get(Rebuilding.class)::run),
                    new Job(
                        "receipts",
                        Duration.ofMinutes(10),
                        minute,
                        get(ReceiptKeeping.class)::run))));
  }

  static Observer observer(Ports ports) {
    return Observer.orNone(ports.all(Observer.class).stream().findFirst().orElse(null));
  }

  private void tenancy(Ports ports, Surroundings around) {
    Clock clock = around.clock();
    Supplier<TenantStore> tenants = () -> ports.one(TenantStore.class);
    Supplier<ApiKeyStore> keys = () -> ports.one(ApiKeyStore.class);
    add(UserEpochs.class, () -> new UserEpochs(ports.one(UserEpochStore.class)));
    add(Access.class, () -> new Access(tenants.get(), get(UserEpochs.class)));
    add(Keys.class, () -> new Keys(keys.get(), around.random(), clock));
    add(Authentication.class, () -> new Authentication(keys.get(), clock));
    add(
        Onboarding.class,
        () -> new Onboarding(get(Access.class), tenants.get(), get(Keys.class), clock));
    add(
        KeyAdministration.class,
        () -> new KeyAdministration(get(Access.class), keys.get(), get(Keys.class), clock));
    add(
        IsolationWatch.class,
        () -> new IsolationWatch(ports.all(Store.class), tenants.get(), clock));
  }

  private void platform(Ports ports, Surroundings around) {
    Clock clock = around.clock();
    Supplier<UsageLedger> usage = () -> ports.one(UsageLedger.class);
    add(CallTimes.class, CallTimes::new);
    add(HealthAudience.class, () -> new HealthAudience(get(Authentication.class)));
    add(
        Health.class,
        () ->
            new Health(
                ports.all(Store.class),
                new Health.Sources(
                    get(Readiness.class),
                    get(IsolationWatch.class),
                    ports.one(TenantStore.class),
                    get(CallTimes.class),
                    get(Metering.class),
                    usage.get(),
                    ports.one(QuarantineStore.class),
                    get(UsageKeeping.class)::state,
                    get(Deliveries.class),
                    get(Reconciliation.class),
                    around.process()),
                clock));
    add(
        Performance.class,
        () ->
            new Performance(
                get(CallTimes.class),
                get(Health.class),
                usage.get(),
                ports.one(BaselineStore.class),
                clock));
  }

  <A> void add(Class<A> type, Supplier<A> maker) {
    makers.put(type, new Maker<>(maker));
  }

  /** What {@link #get} can be asked for. */
  public Set<Class<?>> types() {
    return makers.keySet();
  }

  /** The activity of that class. */
  public <A> A get(Class<A> type) {
    Maker<?> maker = makers.get(type);
    if (maker == null) {
      throw new IllegalArgumentException("no such activity: " + type.getName());
    }
    return type.cast(maker.get());
  }

  /** All of them. */
  public Object[] all() {
    return makers.keySet().stream().map(this::get).toArray();
  }

  /** Ends, in the opposite order in which they were made, those that still have something to do. */
  @Override
  public void close() {
    for (var last = toClose.pollLast(); last != null; last = toClose.pollLast()) {
      try {
        last.close();
      } catch (Exception e) {
        throw new IllegalStateException("an activity does not end", e);
      }
    }
  }

  /** Makes its activity once. */
  private final class Maker<A> {
    private final Supplier<A> maker;
    private @Nullable A made;

    private Maker(Supplier<A> maker) {
      this.maker = maker;
    }

    private synchronized A get() {
      if (made == null) {
        A fresh = maker.get();
        made = fresh;
        if (fresh instanceof AutoCloseable closeable) {
          toClose.add(closeable);
        }
      }
      return made;
    }
  }
}
