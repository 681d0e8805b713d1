package dev.quintet.adapters.out.postgresql.trades;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.trades.Costs;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.Side;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.users.AccountId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A fill that is not recorded yet, as the words of its values. */
final class FillWords {

  private static final int AGENTS = 17;

  /** Begins the last word if it is a confidence; no agent begins so. */
  private static final String CONFIDENCE = "=";

  private FillWords() {}

  static List<String> of(Fill fill) {
    Costs costs = fill.costs();
    Fill.Origin origin = fill.origin();
    Stream<String> words =
        Stream.of(
            fill.id().value(),
            fill.symbol().value(),
            Words.of(fill.side()),
            fill.quantity().toPlainString(),
            fill.price().toPlainString(),
            costs.currency().getCurrencyCode(),
            costs.commission().amount().toPlainString(),
            costs.swap().amount().toPlainString(),
            costs.funding().amount().toPlainString(),
            fill.at().toString(),
            origin.position(),
            origin.strategy(),
            origin.decision(),
            origin.order(),
            origin.execution(),
            fill.conversion().multiplier().toPlainString(),
            fill.conversion().rate().toPlainString());
    BigDecimal confidence = origin.confidence();
    return Stream.of(
            words,
            origin.agents().stream(),
            confidence == null
                ? Stream.<String>of()
                : Stream.of(CONFIDENCE + confidence.toPlainString()))
        .flatMap(it -> it)
        .toList();
  }

  static Fill fill(AccountId account, List<String> words) {
    String currency = words.get(5);
    boolean rated = words.getLast().startsWith(CONFIDENCE);
    return new Fill(
        new TradeId(words.get(0)),
        account,
        new Symbol(words.get(1)),
        Side.of(words.get(2)),
        new BigDecimal(words.get(3)),
        new BigDecimal(words.get(4)),
        new Costs(
            Money.parse("commission", words.get(6), currency),
            Money.parse("swap", words.get(7), currency),
            Money.parse("funding", words.get(8), currency)),
        Instant.parse(words.get(9)),
        new Fill.Origin(
            words.get(10),
            words.get(11),
            words.subList(AGENTS, words.size() - (rated ? 1 : 0)),
            words.get(12),
            words.get(13),
            words.get(14),
            rated ? new BigDecimal(words.getLast().substring(1)) : null),
        new Fill.Conversion(new BigDecimal(words.get(15)), new BigDecimal(words.get(16))));
  }
}
