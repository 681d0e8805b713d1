package dev.quintet.adapters.out.postgresql.subscriptions;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.subscriptions.UsageTotal;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where listings of usage go on. The parts hold no {@code ~}, which needs no escape in a URL. */
final class UsagePosition {

  private static final String SEPARATOR = "~";

  private UsagePosition() {}

  /** After an event of the export. */
  record Event(String transaction, String tenant, String id) {

    private static final Pattern SYNTAX =
        Pattern.compile(
            "([0-9]{1,18})~([a-z][a-z0-9_]{1,46})"
                + "~([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})");

    private static final Event START =
        new Event("0", "", "00000000-0000-0000-0000-000000000000");

    static Event of(@Nullable Cursor cursor) {
      if (cursor == null) {
        return START;
      }
      Matcher matcher = SYNTAX.matcher(cursor.value());
      if (!matcher.matches()) {
        throw foreign();
      }
      return new Event(matcher.group(1), matcher.group(2), matcher.group(3));
    }

    String text() {
      return String.join(SEPARATOR, transaction, tenant, id);
    }
  }

  /** After a total: its tenant and what it was grouped by, empty where it was not. */
  record Total(List<String> parts) {

    private static final Pattern SYNTAX = Pattern.compile("[a-z0-9_]+(~[A-Za-z0-9._:@-]*){5}");
    private static final Total START = new Total(List.of("", "", "", "", "", ""));

    static Total of(@Nullable Cursor cursor) {
      if (cursor == null) {
        return START;
      }
      if (!SYNTAX.matcher(cursor.value()).matches()) {
        throw foreign();
      }
      return new Total(List.of(cursor.value().split(SEPARATOR, -1)));
    }

    static String text(UsageTotal total) {
      return String.join(
          SEPARATOR,
          total.tenant().value(),
          Objects.toString(total.day(), ""),
          Objects.toString(total.period(), ""),
          total.type() == null ? "" : total.type().word(),
          Objects.toString(total.service(), ""),
          Objects.toString(total.user(), ""));
    }
  }

  private static ProblemException foreign() {
    return ProblemException.invalid("cursor", "is not a cursor of this listing");
  }
}
