package dev.quintet.adapters.out.postgresql.users;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.tenancy.UserId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Binds the parameters of a statement one after the other, and reads what several tables have. */
final class Columns {

  private final PreparedStatement statement;
  private int next;

  Columns(PreparedStatement statement, int first) {
    this.statement = statement;
    this.next = first;
  }

  Columns text(@Nullable String value) throws SQLException {
    statement.setString(next++, value);
    return this;
  }

  Columns user(@Nullable UserId user) throws SQLException {
    return text(user == null ? null : user.value());
  }

  Columns number(long value) throws SQLException {
    statement.setLong(next++, value);
    return this;
  }

  Columns flag(boolean value) throws SQLException {
    statement.setBoolean(next++, value);
    return this;
  }

  Columns money(Money value) throws SQLException {
    statement.setBigDecimal(next++, value.amount());
    return this;
  }

  Columns instant(Instant value) throws SQLException {
    statement.setObject(next++, value.atOffset(ZoneOffset.UTC));
    return this;
  }

  Columns findInstant(@Nullable Instant value) throws SQLException {
    statement.setObject(
        next++,
        value == null ? null : value.atOffset(ZoneOffset.UTC),
        Types.TIMESTAMP_WITH_TIMEZONE);
    return this;
  }

  static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable Instant findInstant(ResultSet row, int column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  static Money money(ResultSet row, int column, Currency currency) throws SQLException {
    return new Money(row.getBigDecimal(column), currency);
  }

  static @Nullable UserId findUser(ResultSet row, int column) throws SQLException {
    String user = row.getString(column);
    return user == null ? null : new UserId(user);
  }
}
