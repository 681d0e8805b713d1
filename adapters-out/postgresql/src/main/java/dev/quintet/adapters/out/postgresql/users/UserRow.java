package dev.quintet.adapters.out.postgresql.users;

import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.PasswordHash;
import dev.quintet.domain.users.User;
import dev.quintet.domain.users.UserName;
import dev.quintet.domain.users.UserProfile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A user as its columns hold it. */
final class UserRow {

  /** Limits as {@code name:value}, so that nothing here reads JSON. */
  static final String COLUMNS =
      """
      user_id, email, username, tier, state, version, looks_like, created_at, updated_at,
      CASE WHEN limits = '{}' THEN '' ELSE (
        SELECT string_agg(l.key || ':' || l.value, ',') FROM jsonb_each_text(limits) AS l) END""";

  private UserRow() {}

  static User of(ResultSet row) throws SQLException {
    return new User(
        new UserId(row.getString(1)),
        new UserProfile(
            new UserName.Email(row.getString(2)),
            new UserName.Login(row.getString(3)),
            Tier.of(row.getString(4)),
            limits(row.getString(10))),
        Words.find("state", row.getString(5), User.State.values(), Words::of),
        row.getLong(6),
        Columns.findUser(row, 7),
        Columns.instant(row, 8),
        Columns.instant(row, 9));
  }

  private static Map<String, Long> limits(String text) {
    Map<String, Long> limits = new LinkedHashMap<>();
    if (!text.isEmpty()) {
      for (String each : text.split(",")) {
        int colon = each.indexOf(':');
        limits.put(each.substring(0, colon), Long.parseLong(each.substring(colon + 1)));
      }
    }
    return limits;
  }

  /** Names of limits need no quoting. */
  static String json(Map<String, Long> limits) {
    return limits.entrySet().stream()
        .map(limit -> "\"" + limit.getKey() + "\":" + limit.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** Binds what a profile has: 8 columns. */
  static Columns bind(Columns columns, UserProfile profile, @Nullable PasswordHash hash)
      throws SQLException {
    return columns
        .text(profile.email().value())
        .text(profile.email().key())
        .text(profile.email().skeleton())
        .text(profile.username().value())
        .text(profile.username().key())
        .text(hash == null ? null : hash.value())
        .text(profile.tier().word())
        .text(json(profile.limits()));
  }
}
