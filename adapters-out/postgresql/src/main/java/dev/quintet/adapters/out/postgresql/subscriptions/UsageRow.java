package dev.quintet.adapters.out.postgresql.subscriptions;

import dev.quintet.adapters.out.postgresql.kernel.UnnestedRows;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.BillingPeriod;
import dev.quintet.domain.subscriptions.RecordedUsage;
import dev.quintet.domain.subscriptions.UsageEvent;
import dev.quintet.domain.subscriptions.UsageGrouping;
import dev.quintet.domain.subscriptions.UsageQuery;
import dev.quintet.domain.subscriptions.UsageTotal;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Usage as its columns hold it. */
final class UsageRow {

  private UsageRow() {}

  /** Binds the columns of events; gives the index of the parameter behind them. */
  static int bind(PreparedStatement statement, int first, List<UsageEvent> events)
      throws SQLException {
    return new UnnestedRows<>(statement, first, events)
        .text(event -> event.subject().tenant().value())
        .uuid(UsageEvent::id)
        .text(event -> event.subject().service().value())
        .text(event -> word(event.subject().user()))
        .text(event -> event.type().word())
        .number(UsageEvent::count)
        .text(event -> event.at().toString())
        .next();
  }

  private static @Nullable String word(@Nullable UserId user) {
    return user == null ? null : user.value();
  }

  /** Binds what totals are asked for. */
  static void bind(
      PreparedStatement statement,
      int first,
      UsageQuery query,
      BookedDays days,
      List<String> last,
      int limit)
      throws SQLException {
    int at = first;
    for (UsageGrouping grouping : UsageGrouping.values()) {
      statement.setBoolean(at++, query.groups().contains(grouping));
    }
    statement.setObject(at++, days.first());
    statement.setObject(at++, days.end());
    for (BookedDays.Part part : days.parts()) {
      for (Instant bound : List.of(part.from(), part.to(), part.from(), part.to())) {
        statement.setObject(at++, bound.atOffset(ZoneOffset.UTC));
      }
    }
    statement.setString(at++, query.tenant() == null ? null : query.tenant().value());
    statement.setString(at++, query.service() == null ? null : query.service().value());
    statement.setString(at++, word(query.user()));
    statement.setString(at++, query.type() == null ? null : query.type().word());
    statement.setString(at++, last.getFirst());
    for (String part : last) {
      statement.setString(at++, part);
    }
    statement.setInt(at, limit);
  }

  /** Of the statement of totals, where empty is what was not grouped by. */
  static UsageTotal total(ResultSet rows) throws SQLException {
    return new UsageTotal(
        new TenantId(rows.getString(1)),
        unlessEmpty(rows.getString(2), LocalDate::parse),
        unlessEmpty(rows.getString(3), text -> new BillingPeriod(YearMonth.parse(text))),
        unlessEmpty(rows.getString(4), UsageType::of),
        unlessEmpty(rows.getString(5), ServiceName::new),
        unlessEmpty(rows.getString(6), UserId::new),
        unlessEmpty(rows.getString(7), text -> new BillingPeriod(YearMonth.parse(text))),
        rows.getLong(8),
        rows.getLong(9));
  }

  static RecordedUsage event(ResultSet rows) throws SQLException {
    String tenant = rows.getString(1);
    UUID id = rows.getObject(2, UUID.class);
    String user = rows.getString(4);
    String corrects = rows.getString(12);
    Subject subject =
        new Subject(
            new TenantId(tenant),
            new ServiceName(rows.getString(3)),
            user == null ? null : new UserId(user));
    return new RecordedUsage(
        new UsageEvent(
            id, subject, UsageType.of(rows.getString(5)), rows.getLong(6), instant(rows, 7)),
        instant(rows, 8),
        rows.getBoolean(9),
        instant(rows, 11),
        corrects == null ? null : new BillingPeriod(YearMonth.parse(corrects)),
        new UsagePosition(rows.getString(10), tenant, id.toString()).cursor());
  }

  static Instant instant(ResultSet rows, int column) throws SQLException {
    return rows.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static <T> @Nullable T unlessEmpty(String text, Function<String, T> parse) {
    return text.isEmpty() ? null : parse.apply(text);
  }
}
