package dev.quintet.adapters.out.postgresql.trades;

import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.domain.trades.TradeFilter;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conditions of a filter, with one parameter each. */
final class Conditions {

  private final StringBuilder sql = new StringBuilder("TRUE");
  private final List<Object> values = new ArrayList<>();

  /**
   * Account and symbol of a filter.
   *
   * @param table that has both
   */
  static Conditions of(TradeFilter filter, String table) {
    return new Conditions()
        .and(table + ".account_id = ?", filter.account())
        .and(table + ".symbol = ?", filter.symbol());
  }

  /**
   * Those of a filter but for its user, whom the scope has.
   *
   * @param time the column
   */
  static Conditions of(TradeFilter filter, String table, String time) {
    return of(filter, table)
        .and("f.strategy = ?", filter.strategy())
        .and(time + " >= ?", filter.from())
        .and(time + " < ?", filter.to());
  }

  private Conditions and(String condition, @Nullable Object value) {
    if (value != null) {
      sql.append(" AND ").append(condition);
      values.add(value);
    }
    return this;
  }

  String sql() {
    return sql.toString();
  }

  Parameters bind(Parameters parameters) throws SQLException {
    for (Object value : values) {
      Parameters unused =
          value instanceof Instant time ? parameters.time(time) : parameters.text(value);
    }
    return parameters;
  }
}
