package dev.quintet.bootstrap;

import dev.quintet.application.marketdata.BarImport;
import dev.quintet.application.marketdata.BarReading;
import dev.quintet.application.marketdata.CoverageReading;
import dev.quintet.application.marketdata.IngestionSettings;
import dev.quintet.application.marketdata.KnownTimes;
import dev.quintet.application.marketdata.KnownTimesRecovery;
import dev.quintet.application.marketdata.TickBlocks;
import dev.quintet.application.marketdata.TickIngestion;
import dev.quintet.application.marketdata.TickReading;
import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.marketdata.BarStore;
import dev.quintet.domain.marketdata.QuoteCache;
import dev.quintet.domain.marketdata.TickStore;
import dev.quintet.domain.tenancy.TenantStore;
import dev.quintet.domain.writes.Once;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes the activities of market data. */
@Factory
final class MarketDataFactory {

  @Singleton
  KnownTimes knownTimes(Clock clock) {
    return new KnownTimes(clock);
  }

  @Singleton
  KnownTimesRecovery knownTimesRecovery(
      TenantStore tenants, Once once, KnownTimes times, Clock clock) {
    return new KnownTimesRecovery(tenants, once, times, clock);
  }

  /** Closed before the stores it writes to, because it was made after them. */
  @Singleton
  @Bean(preDestroy = "close")
  TickIngestion tickIngestion(
      TickStore store,
      Once once,
      QuoteCache quotes,
      KnownTimes times,
      Access access) {
    return new TickIngestion(
        new TickBlocks(store, once, quotes, times), access, IngestionSettings.standard());
  }

  @Singleton
  TickReading tickReading(TickStore ticks, QuoteCache quotes, Access access) {
    return new TickReading(ticks, quotes, access);
  }

  @Singleton
  BarReading barReading(BarStore bars, Access access, Clock clock) {
    return new BarReading(bars, access, clock);
  }

  @Singleton
  BarImport barImport(
      BarStore bars, Once once, Access access, KnownTimes times) {
    return new BarImport(bars, once, access, times);
  }

  @Singleton
  CoverageReading coverageReading(
      BarStore bars, TickStore ticks, Access access, Clock clock) {
    return new CoverageReading(bars, ticks, access, clock);
  }
}
