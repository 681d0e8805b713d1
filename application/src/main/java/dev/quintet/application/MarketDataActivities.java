package dev.quintet.application;

import dev.quintet.application.marketdata.BarImport;
import dev.quintet.application.marketdata.BarReading;
import dev.quintet.application.marketdata.BlockWriter;
import dev.quintet.application.marketdata.CoverageReading;
import dev.quintet.application.marketdata.HeldSymbols;
import dev.quintet.application.marketdata.MarketScheduling;
import dev.quintet.application.marketdata.ReceiptClock;
import dev.quintet.application.marketdata.TickAnnulment;
import dev.quintet.application.marketdata.TickIngestion;
import dev.quintet.application.marketdata.TickReading;
import dev.quintet.application.shared.FairShares;
import dev.quintet.application.subscriptions.Quotas;
import dev.quintet.application.tenancy.Access;
import dev.quintet.application.writes.StoredEffect;
import dev.quintet.application.writes.UnfinishedWrites;
import dev.quintet.domain.marketdata.BarStore;
import dev.quintet.domain.marketdata.MarketSessionStore;
import dev.quintet.domain.marketdata.QuoteCache;
import dev.quintet.domain.marketdata.SymbolLedger;
import dev.quintet.domain.marketdata.TickStore;
import dev.quintet.domain.marketdata.TickVersionStore;
import dev.quintet.domain.tenancy.TenantStore;
import dev.quintet.domain.writes.Once;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;

/** The activities of market data: what is stored, read and known of when markets are open. */
final class MarketDataActivities {

  private MarketDataActivities() {}

  static void add(Activities to, Activities.Ports ports, Activities.Surroundings around) {
    Clock clock = around.clock();
    Activities.Bounds bounds = around.bounds();
    FairShares reads =
        new FairShares("reads at the same time", bounds.reads(), Math.max(1, bounds.reads() / 2));
    Supplier<Access> access = () -> to.get(Access.class);
    Supplier<TickStore> ticks = () -> ports.one(TickStore.class);
    Supplier<TickVersionStore> versions = () -> ports.one(TickVersionStore.class);
    Supplier<BarStore> bars = () -> ports.one(BarStore.class);
    Supplier<QuoteCache> quotes = () -> ports.one(QuoteCache.class);
    Supplier<Once> once = () -> ports.one(Once.class);
    Supplier<ReceiptClock> receipts = () -> to.get(ReceiptClock.class);
    to.add(ReceiptClock.class, () -> new ReceiptClock(clock));
    to.add(
        HeldSymbols.class,
        () -> new HeldSymbols(ports.one(SymbolLedger.class), ticks.get(), to.get(Quotas.class)));
    to.add(
        TickIngestion.class,
        () ->
            new TickIngestion(
                new BlockWriter(
                    ticks.get(), versions.get(), once.get(), quotes.get(), to.get(HeldSymbols.class)),
                access.get(), to.get(Quotas.class), receipts.get(), bounds.ingestion()));
    to.add(
        UnfinishedWrites.class,
        () ->
            new UnfinishedWrites(
                once.get(),
                ports.one(TenantStore.class),
                Map.of(
                    BlockWriter.OPERATION, new StoredEffect(fresh -> {}, versions.get()::stored),
                    BarImport.OPERATION, new StoredEffect(fresh -> {}, bars.get()::stored))));
    to.add(TickAnnulment.class, () -> new TickAnnulment(to.get(TickIngestion.class)));
    to.add(TickReading.class, () -> new TickReading(ticks.get(), quotes.get(), reads, access.get()));
    to.add(BarReading.class, () -> new BarReading(bars.get(), reads, access.get(), clock));
    to.add(
        BarImport.class,
        () -> new BarImport(
                bars.get(), once.get(), access.get(), receipts.get(), to.get(HeldSymbols.class)));
    Supplier<MarketSessionStore> hours = () -> ports.one(MarketSessionStore.class);
    to.add(
        CoverageReading.class,
        () -> new CoverageReading(bars.get(), ticks.get(), hours.get(), reads, access.get(), clock));
    to.add(MarketScheduling.class, () -> new MarketScheduling(hours.get(), access.get()));
  }
}
