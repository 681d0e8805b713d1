package dev.quintet.adapters.out.postgresql;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.env.Environment;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Refuses a key below our prefix that nobody reads: it is a misspelt one. */
@Context
final class PostgresKeys {

  private static final String PREFIX = "quintet.postgresql";

  private static final Set<String> KNOWN =
      Stream.of(
              "url",
              "connect-timeout",
              "logins.owner",
              "logins.service",
              "logins.registry",
              "logins.admin-user",
              "logins.admin-password",
              "pools.service",
              "pools.registry",
              "pools.owner",
              "pools.idle",
              "pools.lifetime")
          .map(PostgresKeys::spelling)
          .collect(Collectors.toUnmodifiableSet());

  PostgresKeys(Environment environment) {
    for (String key : new TreeSet<>(environment.getProperties(PREFIX).keySet())) {
      if (!KNOWN.contains(spelling(key))) {
        throw new IllegalArgumentException(PREFIX + "." + key + " is not a key of this service");
      }
    }
  }

  /** In a variable of the environment an underscore may mean a dot or a hyphen. */
  private static String spelling(String key) {
    return key.replace('-', '.');
  }
}
