package dev.quintet.bootstrap;

import dev.quintet.application.platform.CallTimes;
import dev.quintet.application.platform.Health;
import dev.quintet.application.platform.HealthAudience;
import dev.quintet.application.platform.Performance;
import dev.quintet.application.shared.Readiness;
import dev.quintet.application.shared.Workers;
import dev.quintet.application.subscriptions.Billing;
import dev.quintet.application.subscriptions.Metering;
import dev.quintet.application.tenancy.Access;
import dev.quintet.application.tenancy.Authentication;
import dev.quintet.application.tenancy.IsolationWatch;
import dev.quintet.application.tenancy.KeyAdministration;
import dev.quintet.application.tenancy.Keys;
import dev.quintet.application.tenancy.Onboarding;
import dev.quintet.domain.platform.StoreVitals;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.tenancy.ApiKeyStore;
import dev.quintet.domain.tenancy.IsolationProbe;
import dev.quintet.domain.tenancy.TenantStore;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Makes the activities, which know nothing of the framework. */
@Factory
final class ApplicationFactory {

  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Singleton
  Readiness readiness() {
    return new Readiness();
  }

  /**
   * The threads of short reads are as many as the connections that they read with.
   *
   * @param connections as the adapter of PostgreSQL takes them: 0 is 5 per processor, 10 to 20
   */
  @Bean(preDestroy = "close")
  @Singleton
  Workers workers(
      @Property(name = "quintet.postgresql.pools.registry", defaultValue = "0") int connections) {
    int processors = Runtime.getRuntime().availableProcessors();
    return Workers.of(connections == 0 ? Math.clamp(5L * processors, 10, 20) : connections);
  }

  @Singleton
  Keys keys(ApiKeyStore keys, Clock clock) {
    return new Keys(keys, new SecureRandom(), clock);
  }

  @Singleton
  Authentication authentication(ApiKeyStore keys, Clock clock) {
    return new Authentication(keys, clock);
  }

  @Singleton
  Access access(TenantStore tenants) {
    return new Access(tenants);
  }

  @Singleton
  Onboarding onboarding(Access access, TenantStore tenants, Keys keys, Clock clock) {
    return new Onboarding(access, tenants, keys, clock);
  }

  @Singleton
  KeyAdministration keyAdministration(
      Access access, ApiKeyStore store, Keys keys, Clock clock) {
    return new KeyAdministration(access, store, keys, clock);
  }

  @Bean(preDestroy = "close")
  @Singleton
  Metering metering(UsageLedger ledger, Clock clock) {
    return new Metering(ledger, UUID::randomUUID, clock);
  }

  @Singleton
  Billing billing(UsageLedger ledger) {
    return new Billing(ledger);
  }

  @Singleton
  CallTimes callTimes() {
    return new CallTimes();
  }

  @Singleton
  HealthAudience healthAudience(Authentication authentication) {
    return new HealthAudience(authentication);
  }

  @Singleton
  Health.Sources healthSources(
      Readiness readiness,
      IsolationWatch isolation,
      CallTimes calls,
      Metering metering,
      UsageLedger usage,
      DataDirectory data) {
    return new Health.Sources(
        readiness, isolation, calls, metering, usage, new Machine(data.path())::measure);
  }

  @Singleton
  Health health(List<StoreVitals> stores, Health.Sources sources, Clock clock) {
    return new Health(stores, sources, clock);
  }

  @Singleton
  Performance performance(
      CallTimes calls, Health health, UsageLedger usage, DataDirectory data, Clock clock) {
    return new Performance(calls, health, usage, new FileBaselineStore(data), clock);
  }

  @Singleton
  IsolationWatch isolationWatch(List<IsolationProbe> probes, TenantStore tenants, Clock clock) {
    return new IsolationWatch(probes, tenants, clock);
  }
}
