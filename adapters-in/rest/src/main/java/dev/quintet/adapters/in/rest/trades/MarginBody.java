package dev.quintet.adapters.in.rest.trades;

import dev.quintet.domain.shared.Words;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.Margin;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Margin of a trade.
 *
 * @param amount a decimal number in text
 * @param reason why it was compensated; not there: it was not
 * @param expiresAt when it is released if there is no fill
 * @param tradeId the id of its fill; not there: there is none yet
 * @param changedAt when it came into its state
 * @param operation by which its receipt is found
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record MarginBody(
    String marginId,
    String account,
    String amount,
    String currency,
    String state,
    @Nullable String reason,
    String expiresAt,
    @Nullable String tradeId,
    String changedAt,
    String operation) {

  List<?> cells() {
    return List.of(
        marginId,
        account,
        amount,
        currency,
        state,
        expiresAt,
        tradeId == null ? "" : tradeId,
        operation,
        reason == null ? "" : reason);
  }

  static MarginBody of(Margin margin) {
    Fill fill = margin.fill();
    return new MarginBody(
        margin.key().id().value(),
        margin.key().account().value(),
        margin.amount().amount().toPlainString(),
        margin.amount().currency().getCurrencyCode(),
        Words.of(margin.state()),
        margin.reason().isEmpty() ? null : margin.reason(),
        margin.expiresAt().toString(),
        fill == null ? null : fill.id().value(),
        margin.changedAt().toString(),
        margin.key().operation().value());
  }
}
