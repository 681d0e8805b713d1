package dev.quintet.adapters.out.dragonfly;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.Costs;
import dev.quintet.domain.trades.CurrentPosition;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.trades.PositionSummary;
import dev.quintet.domain.users.AccountId;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A position as an entry. */
final class PositionEntry {

  /** One that nothing changes is put again by who reads it from the record. */
  static final Duration LIFE = Duration.ofHours(1);

  static final String KIND = "position";

  private static final int FORMAT = 1;
  private static final int WORDS = 16;

  private PositionEntry() {}

  static byte[] key(TenantId tenant, Position.Key key) {
    return VersionedEntry.key(
        KIND, tenant, key.account().value(), key.symbol().value(), key.hedge());
  }

  /** The position that a key is of; empty unless {@link #key} made it. */
  static Optional<Position.Key> named(TenantId tenant, byte[] key) {
    try {
      return VersionedEntry.parts(KIND, tenant, key)
          .filter(parts -> parts.size() == 3)
          .map(
              parts ->
                  new Position.Key(
                      new AccountId(parts.get(0)), new Symbol(parts.get(1)), parts.get(2)));
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  static ScriptCall put(TenantId tenant, CurrentPosition current) {
    PositionSummary position = current.position();
    Position.Key key = position.key();
    Costs costs = position.costs();
    List<String> words =
        List.of(
            tenant.value(),
            key.account().value(),
            key.symbol().value(),
            key.hedge(),
            current.user().value(),
            Long.toString(current.version()),
            position.quantity().toPlainString(),
            position.averagePrice().toPlainString(),
            costs.currency().getCurrencyCode(),
            text(position.realised()),
            text(position.dividends()),
            text(costs.commission()),
            text(costs.swap()),
            text(costs.funding()),
            Integer.toString(position.cycles()),
            position.changedAt().toString());
    return VersionedEntry.put(
        key(tenant, key), VersionedEntry.bytes(FORMAT, current.version(), 0, words), LIFE);
  }

  private static String text(Money money) {
    return money.amount().toPlainString();
  }

  /** What the bytes say; empty unless we wrote them, for that tenant and key. */
  static Optional<CurrentPosition> of(
      TenantId tenant, Position.Key key, byte @Nullable [] stored) {
    List<String> owner =
        List.of(tenant.value(), key.account().value(), key.symbol().value(), key.hedge());
    try {
      return VersionedEntry.words(FORMAT, stored)
          .filter(words -> words.size() == WORDS && words.subList(0, owner.size()).equals(owner))
          .map(words -> position(key, words));
    } catch (DateTimeException | IllegalArgumentException | ProblemException e) {
      return Optional.empty();
    }
  }

  private static CurrentPosition position(Position.Key key, List<String> words) {
    Currency currency = Money.currency(words.get(8));
    return new CurrentPosition(
        new PositionSummary(
            key,
            new BigDecimal(words.get(6)),
            new BigDecimal(words.get(7)),
            money(words.get(9), currency),
            money(words.get(10), currency),
            new Costs(
                money(words.get(11), currency),
                money(words.get(12), currency),
                money(words.get(13), currency)),
            Integer.parseInt(words.get(14)),
            Instant.parse(words.get(15))),
        new UserId(words.get(4)),
        Long.parseLong(words.get(5)));
  }

  private static Money money(String amount, Currency currency) {
    return new Money(new BigDecimal(amount), currency);
  }
}
