package dev.quintet.adapters.out.postgresql.trades;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.Margin;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.users.AccountId;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of {@code quintet.margins}. */
final class MarginRow {

  private MarginRow() {}

  /** What the columns say, of which the first is the id. */
  static Margin ofAccount(AccountId account, Columns row) throws SQLException {
    return margin(new Margin.Key(account, new TradeId(row.text())), row);
  }

  /** What the columns behind the key say. */
  static Margin margin(Margin.Key key, Columns row) throws SQLException {
    return new Margin(
        key,
        new UserId(row.text()),
        row.money(Money.currency(row.text())),
        row.time(),
        Margin.State.of(row.text()),
        fill(key, row.words(word -> word)),
        row.text(),
        row.time());
  }

  private static @Nullable Fill fill(Margin.Key key, List<String> words) {
    return words.isEmpty() ? null : FillWords.fill(key.account(), words);
  }
}
