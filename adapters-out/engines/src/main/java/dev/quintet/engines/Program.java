package dev.quintet.engines;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * An engine, and how its processes are recognised and ended.
 *
 * @param title what people call it
 * @param directory its place in a home
 * @param files file names of the executables
 * @param argument text in the command lines; empty when the files say enough
 * @param gently ends it in order
 */
record Program(
    String title,
    String version,
    String directory,
    Set<String> files,
    String argument,
    Signal gently,
    Duration startDeadline,
    Duration stopDeadline) {

  /** Its signal is that of a fast shutdown: open transactions are rolled back. */
  static final Program POSTGRES =
      new Program(
          "PostgreSQL",
          EngineFiles.POSTGRES_VERSION,
          "postgresql",
          Set.of("postgres", "initdb"),
          "",
          Signal.INT,
          Duration.ofSeconds(60),
          Duration.ofSeconds(20));

  /** An orphan is ending by itself already, since its parent's pipe broke: it needs no signal. */
  static final Program CLICK_HOUSE =
      new Program(
          "ClickHouse",
          EngineFiles.CHDB_VERSION,
          "clickhouse",
          Set.of("java"),
          ClickHouseChild.class.getName(),
          Signal.CONT,
          Duration.ofSeconds(60),
          Duration.ofSeconds(20));

  static final Program REDIS =
      new Program(
          "Redis",
          EngineFiles.REDIS_VERSION,
          "redis",
          Set.of("redis-server"),
          "",
          Signal.TERM,
          Duration.ofSeconds(20),
          Duration.ofSeconds(5));

  static final Program WEAVIATE =
      new Program(
          "Weaviate",
          EngineFiles.WEAVIATE_VERSION,
          "weaviate",
          Set.of("weaviate-server"),
          "",
          Signal.TERM,
          Duration.ofSeconds(90),
          Duration.ofSeconds(20));

  static final List<Program> ALL = List.of(POSTGRES, CLICK_HOUSE, REDIS, WEAVIATE);
}
