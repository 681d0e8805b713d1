package dev.quintet.adapters.out.postgresql.users;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.Parameters;
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
      user_id, email, username, tier,
      CASE WHEN limits = '{}' THEN '' ELSE (
        SELECT string_agg(l.key || ':' || l.value, ',') FROM jsonb_each_text(limits) AS l) END,
      state, version, looks_like, created_at, updated_at""";

  private UserRow() {}

  static User of(ResultSet columns) throws SQLException {
    Columns row = new Columns(columns);
    return new User(
        new UserId(row.text()),
        new UserProfile(
            new UserName.Email(row.text()),
            new UserName.Login(row.text()),
            Tier.of(row.text()),
            limits(row.text())),
        Words.find("state", row.text(), User.State.values(), Words::of),
        row.number(),
        row.optional(UserId::new),
        row.time(),
        row.time());
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
  static Parameters bind(Parameters columns, UserProfile profile, @Nullable PasswordHash hash)
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
