package dev.quintet.domain.trades;

import dev.quintet.domain.shared.Money;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A position without its lots.
 *
 * @param quantity negative when it is short, 0 when it is flat
 * @param averagePrice as {@link Position#averagePrice}
 * @param realised as {@link Position#realised}: from prices alone
 * @param costs of all its fills, also of what is open
 * @param cycles how often it was opened from flat
 * @param changedAt when its last fill was
 */
public record PositionSummary(
    Position.Key key,
    BigDecimal quantity,
    BigDecimal averagePrice,
    Money realised,
    Money dividends,
    Costs costs,
    int cycles,
    Instant changedAt) {}
