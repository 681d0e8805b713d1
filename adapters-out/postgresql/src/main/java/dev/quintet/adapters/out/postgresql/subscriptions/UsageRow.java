package dev.quintet.adapters.out.postgresql.subscriptions;

import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.BillingPeriod;
import dev.quintet.domain.subscriptions.RecordedUsage;
import dev.quintet.domain.subscriptions.UsageEvent;
import dev.quintet.domain.subscriptions.UsageTotal;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Usage as its columns hold it. */
record UsageRow(
    String tenant,
    UUID id,
    String service,
    @Nullable String user,
    String type,
    long count,
    Instant at) {

  static UsageRow of(UsageEvent event) {
    Subject subject = event.subject();
    return new UsageRow(
        subject.tenant().value(),
        event.id(),
        subject.service().value(),
        subject.user() == null ? null : subject.user().value(),
        event.type().word(),
        event.count(),
        event.at());
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
        rows.getLong(7),
        rows.getLong(8));
  }

  static RecordedUsage event(ResultSet rows) throws SQLException {
    String tenant = rows.getString(1);
    UUID id = rows.getObject(2, UUID.class);
    String user = rows.getString(4);
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
        new UsagePosition.Event(rows.getString(10), tenant, id.toString()).text());
  }

  private static Instant instant(ResultSet rows, int column) throws SQLException {
    return rows.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static <T> @Nullable T unlessEmpty(String text, Function<String, T> parse) {
    return text.isEmpty() ? null : parse.apply(text);
  }
}
