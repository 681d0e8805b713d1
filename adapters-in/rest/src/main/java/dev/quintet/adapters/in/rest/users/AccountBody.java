package dev.quintet.adapters.in.rest.users;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.users.TradingAccount;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trading account as it is shown; money as a decimal number in text, in its currency.
 *
 * @param balance what its entries add up to: locked and free
 * @param equity as its broker reported it at reportedAt, as the other margins; not there: nothing yet
 * @param version also the answer's tag
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record AccountBody(
    String accountId,
    String userId,
    String platform,
    String broker,
    String number,
    String kind,
    String currency,
    String status,
    String balance,
    String locked,
    String free,
    @Nullable String equity,
    @Nullable String margin,
    @Nullable String freeMargin,
    @Nullable String reportedAt,
    long version,
    String openedAt) {

  /**
   * Accounts by id.
   *
   * @param nextCursor not there on the last page
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Listing(
      @JsonInclude(JsonInclude.Include.ALWAYS) List<AccountBody> accounts,
      @Nullable String nextCursor) {

    static Listing of(Page<TradingAccount> page) {
      return new Listing(
          page.items().stream().map(AccountBody::of).toList(),
          page.next().map(Cursor::value).orElse(null));
    }
  }

  static AccountBody of(TradingAccount account) {
    TradingAccount.Terms terms = account.terms();
    TradingAccount.Funds funds = account.funds();
    TradingAccount.Report reported = account.reported();
    return new AccountBody(
        account.id().value(),
        account.user().value(),
        terms.platform(),
        terms.broker(),
        terms.number(),
        Words.of(terms.kind()),
        terms.currency().getCurrencyCode(),
        Words.of(account.status()),
        text(funds.total()),
        text(funds.locked()),
        text(funds.free()),
        reported == null ? null : text(reported.equity()),
        reported == null ? null : text(reported.margin()),
        reported == null ? null : text(reported.freeMargin()),
        reported == null ? null : reported.at().toString(),
        account.version(),
        account.openedAt().toString());
  }

  static String text(Money money) {
    return money.amount().toPlainString();
  }
}
