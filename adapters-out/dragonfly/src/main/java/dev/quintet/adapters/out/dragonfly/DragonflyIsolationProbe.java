package dev.quintet.adapters.out.dragonfly;

import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.QuoteCache;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.IsolationProbe;
import dev.quintet.domain.tenancy.TenantId;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads and writes last quotes across tenants. The server knows no tenants, so what is tried is the
 * way every call goes: the keys. Each run uses a symbol of its own, whose entries expire.
 */
@Singleton
final class DragonflyIsolationProbe implements IsolationProbe {

  /** A cache that is slower cannot be asked, whatever the deadline. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final int MOST_ATTEMPTS = 10;
  private static final Source SOURCE = new Source("canary");

  private final DragonflyLink link;
  private final QuoteCache quotes;

  DragonflyIsolationProbe(DragonflyLink link, QuoteCache quotes) {
    this.link = link;
    this.quotes = quotes;
  }

  @Override
  public String store() {
    return DragonflyFailures.STORE.word();
  }

  @Override
  public List<String> leaks(TenantId own, TenantId other, Deadline deadline) {
    Symbol symbol = canary();
    Tick planted = tick(symbol, BigDecimal.ONE, 0);
    Tick foreign = tick(symbol, BigDecimal.TWO, 1);
    Deadline patience = Deadline.after(least(PATIENCE, deadline.remaining()));
    List<String> leaks = new ArrayList<>();
    plant(other, planted, patience);
    Optional<Tick> read = quotes.find(own, symbol);
    if (read.isPresent()) {
      leaks.add("last quote of " + other + ", read acting for " + own);
    }
    plant(own, foreign, patience);
    quotes.offer(own, List.of(foreign));
    Tick left = quotes.find(other, symbol).orElseThrow(DragonflyFailures::unavailable);
    if (!left.equals(planted)) {
      leaks.add("last quote of " + other + ", changed acting for " + own);
    }
    return leaks;
  }

  /** Seen by whoever planted it: otherwise finding none would prove nothing. */
  private void plant(TenantId tenant, Tick tick, Deadline patience) {
    try {
      for (int attempt = 0; attempt < MOST_ATTEMPTS && link.await(patience); attempt++) {
        quotes.confirm(tenant, tick);
        if (quotes.find(tenant, tick.symbol()).filter(tick::equals).isPresent()) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw DragonflyFailures.unavailable();
  }

  private static Tick tick(Symbol symbol, BigDecimal price, int sequence) {
    return new Tick.TradePrint(
        symbol, SOURCE, EventTime.MIN, sequence, price, BigDecimal.ONE, EventTime.MIN);
  }

  private static Symbol canary() {
    String unique = UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT);
    return new Symbol("CANARY-" + unique.substring(0, 25));
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
