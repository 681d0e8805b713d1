package dev.quintet.adapters.in.rest;

import dev.quintet.adapters.out.memory.MemoryApiKeyStore;
import dev.quintet.adapters.out.memory.MemoryBaselineStore;
import dev.quintet.adapters.out.memory.MemoryTenantStore;
import dev.quintet.adapters.out.memory.MemoryUsageLedger;
import dev.quintet.application.platform.CallTimes;
import dev.quintet.application.platform.Health;
import dev.quintet.application.platform.HealthAudience;
import dev.quintet.application.platform.Performance;
import dev.quintet.application.shared.Readiness;
import dev.quintet.application.subscriptions.Billing;
import dev.quintet.application.subscriptions.Metering;
import dev.quintet.application.tenancy.Access;
import dev.quintet.application.tenancy.Authentication;
import dev.quintet.application.tenancy.IsolationWatch;
import dev.quintet.application.tenancy.KeyAdministration;
import dev.quintet.application.tenancy.Keys;
import dev.quintet.application.tenancy.Onboarding;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** The activities over memory. */
@Factory
final class ActivitiesFactory {

  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Singleton
  Readiness readiness() {
    return new Readiness();
  }

  @Singleton
  MemoryTenantStore tenants() {
    return new MemoryTenantStore();
  }

  @Singleton
  MemoryApiKeyStore apiKeys() {
    return new MemoryApiKeyStore();
  }

  @Singleton
  Keys keys(MemoryApiKeyStore store, Clock clock) {
    return new Keys(store, new SecureRandom(), clock);
  }

  @Singleton
  MemoryUsageLedger usageLedger(Clock clock) {
    return new MemoryUsageLedger(clock);
  }

  @Bean(preDestroy = "close")
  @Singleton
  Metering metering(MemoryUsageLedger ledger, Clock clock) {
    return new Metering(ledger, UUID::randomUUID, clock);
  }

  @Singleton
  Billing billing(MemoryUsageLedger ledger) {
    return new Billing(ledger);
  }

  @Singleton
  Authentication authentication(MemoryApiKeyStore store, Clock clock) {
    return new Authentication(store, clock);
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
  IsolationWatch isolation(MemoryTenantStore tenants, Clock clock) {
    return new IsolationWatch(List.of(), tenants, clock);
  }

  @Singleton
  Health health(
      Readiness readiness,
      IsolationWatch isolation,
      CallTimes calls,
      Metering metering,
      MemoryUsageLedger usage,
      ScriptedVitals vitals,
      Clock clock) {
    return new Health(
        vitals.stores(),
        new Health.Sources(readiness, isolation, calls, metering, usage, vitals::process),
        clock);
  }

  @Singleton
  Performance performance(
      CallTimes calls, Health health, MemoryUsageLedger usage, Clock clock) {
    return new Performance(calls, health, usage, new MemoryBaselineStore(), clock);
  }

  @Singleton
  Access access(MemoryTenantStore tenants) {
    return new Access(tenants);
  }

  @Singleton
  Onboarding onboarding(Access access, MemoryTenantStore tenants, Keys keys, Clock clock) {
    return new Onboarding(access, tenants, keys, clock);
  }

  @Singleton
  KeyAdministration keyAdministration(
      Access access, MemoryApiKeyStore store, Keys keys, Clock clock) {
    return new KeyAdministration(access, store, keys, clock);
  }
}
