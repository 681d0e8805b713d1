package dev.quintet.domain.platform;

import java.util.Locale;

/** A database behind the service, whether this version uses it or not. */
public enum Dependency {
  POSTGRESQL,
  CLICKHOUSE,
  DRAGONFLYDB,
  WEAVIATE,
  ARANGODB;

  /** Its name in documents. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
