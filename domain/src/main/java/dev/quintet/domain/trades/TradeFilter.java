package dev.quintet.domain.trades;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which trades are asked for. A null filter lets everything through.
 *
 * @param user who owns the account
 * @param strategy of the fill; of a closed lot that of the fill that opened it
 * @param from inclusive, of the time of the fill, or when the lot was closed
 * @param to exclusive
 */
public record TradeFilter(
    @Nullable UserId user,
    @Nullable AccountId account,
    @Nullable Symbol symbol,
    @Nullable String strategy,
    @Nullable Instant from,
    @Nullable Instant to) {

  /** Lets everything through. */
  public static final TradeFilter ALL = new TradeFilter(null, null, null, null, null, null);

  public TradeFilter {
    if (from != null && to != null && !from.isBefore(to)) {
      throw ProblemException.invalid("to", "must be after from");
    }
  }

  /** The same of one user; null: of all. */
  public TradeFilter of(@Nullable UserId only) {
    return new TradeFilter(only, account, symbol, strategy, from, to);
  }

  /** The same of one account. */
  public TradeFilter of(AccountId only) {
    return new TradeFilter(user, only, symbol, strategy, from, to);
  }

  /** Of what it lets through of that name. */
  public Listing listing(String name, TenantId tenant) {
    return Listing.of(name, tenant, user, account, symbol, strategy, from, to);
  }
}
