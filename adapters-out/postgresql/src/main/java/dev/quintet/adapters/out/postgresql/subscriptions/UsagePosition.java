package dev.quintet.adapters.out.postgresql.subscriptions;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.tenancy.TenantId;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the export goes on: behind an event, by the transaction that recorded it. */
record UsagePosition(String transaction, String tenant, String id) {

  private static final UsagePosition START = new UsagePosition("0", "", new UUID(0, 0).toString());

  /** How positions were written before cursors had a version: a billing system may have kept one. */
  private static final Pattern BEFORE =
      Pattern.compile("([0-9]{1,18})~([a-z][a-z0-9_]{1,46})~([0-9a-f-]{36})");

  static UsagePosition of(@Nullable Cursor cursor) {
    if (cursor == null) {
      return START;
    }
    Matcher before = BEFORE.matcher(cursor.value());
    return before.matches()
        ? of(List.of(before.group(1), before.group(2), before.group(3)))
        : UsageLedger.EXPORT.position(cursor, 3, UsagePosition::of);
  }

  private static UsagePosition of(List<String> parts) {
    return new UsagePosition(
        Long.toString(Long.parseUnsignedLong(parts.get(0))),
        new TenantId(parts.get(1)).value(),
        UUID.fromString(parts.get(2)).toString());
  }

  Cursor cursor() {
    return UsageLedger.EXPORT.behind(List.of(transaction, tenant, id));
  }
}
