package dev.quintet.adapters.out.postgresql.kernel;

import dev.quintet.domain.shared.Money;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Columns of a row, read one after the other. */
public final class Columns {
  private final ResultSet row;
  private int next = 1;

  public Columns(ResultSet row) {
    this.row = row;
  }

  public String text() throws SQLException {
    return row.getString(next++);
  }

  public <T> @Nullable T optional(Function<String, T> of) throws SQLException {
    String text = text();
    return row.wasNull() ? null : of.apply(text);
  }

  public int integer() throws SQLException {
    return row.getInt(next++);
  }

  public long number() throws SQLException {
    return row.getLong(next++);
  }

  public @Nullable BigDecimal decimal() throws SQLException {
    return row.getBigDecimal(next++);
  }

  public boolean flag() throws SQLException {
    return row.getBoolean(next++);
  }

  /** An amount of a currency that another column holds. */
  public Money money(Currency currency) throws SQLException {
    return new Money(row.getBigDecimal(next++), currency);
  }

  /** Amount and currency. */
  public @Nullable Money money() throws SQLException {
    BigDecimal amount = decimal();
    String currency = text();
    return amount == null ? null : new Money(amount, Money.currency(currency));
  }

  public Instant time() throws SQLException {
    return row.getObject(next++, OffsetDateTime.class).toInstant();
  }

  public @Nullable Instant timeOrNull() throws SQLException {
    OffsetDateTime value = row.getObject(next++, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  public LocalDate day() throws SQLException {
    return row.getObject(next++, LocalDate.class);
  }

  public <T> List<T> words(Function<String, T> of) throws SQLException {
    return Arrays.stream((String[]) row.getArray(next++).getArray()).map(of).toList();
  }
}
