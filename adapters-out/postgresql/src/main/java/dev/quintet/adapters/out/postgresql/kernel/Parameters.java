package dev.quintet.adapters.out.postgresql.kernel;

import dev.quintet.domain.shared.Money;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Parameters of a statement, bound one after the other. */
public final class Parameters {
  private final PreparedStatement statement;
  private int next;

  public Parameters(PreparedStatement statement, int first) {
    this.statement = statement;
    this.next = first;
  }

  public Parameters text(@Nullable Object value) throws SQLException {
    statement.setString(next++, value == null ? null : value.toString());
    return this;
  }

  public Parameters number(long value) throws SQLException {
    statement.setLong(next++, value);
    return this;
  }

  public Parameters number(@Nullable Long value) throws SQLException {
    statement.setObject(next++, value, Types.BIGINT);
    return this;
  }

  public Parameters bytes(byte[] value) throws SQLException {
    statement.setBytes(next++, value);
    return this;
  }

  public Parameters flag(boolean value) throws SQLException {
    statement.setBoolean(next++, value);
    return this;
  }

  public Parameters decimal(@Nullable BigDecimal value) throws SQLException {
    statement.setBigDecimal(next++, value);
    return this;
  }

  /** Amount and currency. */
  public Parameters money(@Nullable Money money) throws SQLException {
    decimal(money == null ? null : money.amount());
    return text(money == null ? null : money.currency().getCurrencyCode());
  }

  public Parameters time(@Nullable Instant value) throws SQLException {
    statement.setObject(
        next++, value == null ? null : value.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
    return this;
  }

  public Parameters day(LocalDate value) throws SQLException {
    statement.setObject(next++, value);
    return this;
  }

  public <T> Parameters words(List<T> values, Function<T, String> word) throws SQLException {
    Object[] words = values.stream().map(word).toArray(String[]::new);
    statement.setArray(next++, statement.getConnection().createArrayOf("text", words));
    return this;
  }
}
