package dev.quintet.adapters.out.postgresql.kernel;

import dev.quintet.domain.shared.Money;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Binds parameters one after the other, and reads columns one after the other. */
public final class Cells {

  private Cells() {}

  /** Parameters of a statement. */
  public static final class Writer {
    private final PreparedStatement statement;
    private int next;

    public Writer(PreparedStatement statement, int first) {
      this.statement = statement;
      this.next = first;
    }

    public Writer text(@Nullable Object value) throws SQLException {
      statement.setString(next++, value == null ? null : value.toString());
      return this;
    }

    public Writer number(long value) throws SQLException {
      statement.setLong(next++, value);
      return this;
    }

    public Writer number(@Nullable Long value) throws SQLException {
      statement.setObject(next++, value, Types.BIGINT);
      return this;
    }

    public Writer flag(boolean value) throws SQLException {
      statement.setBoolean(next++, value);
      return this;
    }

    public Writer decimal(@Nullable BigDecimal value) throws SQLException {
      statement.setBigDecimal(next++, value);
      return this;
    }

    /** Amount and currency. */
    public Writer money(@Nullable Money money) throws SQLException {
      decimal(money == null ? null : money.amount());
      return text(money == null ? null : money.currency().getCurrencyCode());
    }

    public Writer time(@Nullable Instant value) throws SQLException {
      statement.setObject(
          next++, value == null ? null : value.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
      return this;
    }

    public Writer day(LocalDate value) throws SQLException {
      statement.setObject(next++, value);
      return this;
    }

    public <T> Writer words(List<T> values, Function<T, String> word) throws SQLException {
      Object[] words = values.stream().map(word).toArray(String[]::new);
      statement.setArray(next++, statement.getConnection().createArrayOf("text", words));
      return this;
    }
  }

  /** Columns of a row. */
  public static final class Reader {
    private final ResultSet row;
    private int next = 1;

    public Reader(ResultSet row) {
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
}
