package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.QuoteCacheContract;
import dev.quintet.domain.marketdata.QuoteCache;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

final class MemoryQuoteCacheTest implements QuoteCacheContract {

  private Instant now = Instant.parse("2026-02-03T04:05:06Z");
  private final InstantSource source = () -> now;
  private final MemoryQuoteCache quotes = new MemoryQuoteCache(source.withZone(ZoneOffset.UTC));

  @Override
  public QuoteCache quotes() {
    return quotes;
  }

  @Override
  public void letEverythingExpire() {
    now = now.plus(Duration.ofSeconds(5));
  }
}
