package dev.quintet.domain.trades;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.tenancy.UserId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A correction, bust, split or dividend, as it was recorded.
 *
 * @param before the fill that it is about, as it was until then; null: a split or a dividend
 * @param user who owns the account
 * @param sequence among all fills and events of the account
 * @param recordedAt microseconds
 */
public record RecordedEvent(
    TradeEvent event,
    @Nullable RecordedFill before,
    UserId user,
    long sequence,
    Instant recordedAt) {

  public Symbol symbol() {
    return event instanceof TradeEvent.OfPosition of
        ? of.symbol()
        : Objects.requireNonNull(before).fill().symbol();
  }
}
