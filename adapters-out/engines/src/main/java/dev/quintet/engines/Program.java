package dev.quintet.engines;

import java.time.Duration;
import java.util.Set;

/** The engines that there are, and how the processes of each are recognised and ended. */
enum Program {
  /** Its signal is that of a fast shutdown: open transactions are rolled back. */
  POSTGRES(
      "PostgreSQL",
      EngineFiles.POSTGRES_VERSION,
      "postgresql",
      Set.of("postgres", "initdb"),
      "",
      Signal.INT,
      Duration.ofSeconds(60),
      Duration.ofSeconds(20)),
  /** An orphan is ending by itself already, since its parent's pipe broke: it needs no signal. */
  CLICK_HOUSE(
      "ClickHouse",
      EngineFiles.CHDB_VERSION,
      "clickhouse",
      Set.of("java"),
      ClickHouseChild.class.getName(),
      Signal.CONT,
      Duration.ofSeconds(60),
      Duration.ofSeconds(20)),
  REDIS(
      "Redis",
      EngineFiles.REDIS_VERSION,
      "redis",
      Set.of("redis-server"),
      "",
      Signal.TERM,
      Duration.ofSeconds(20),
      Duration.ofSeconds(5));

  /** What people call it. */
  final String title;

  final String version;

  /** Its directory in a home. */
  final String directory;

  /** File names of the executables. */
  final Set<String> files;

  /** Text in the command lines; empty when the files say enough. */
  final String argument;

  /** Ends it in order. */
  final Signal gently;

  final Duration startDeadline;
  final Duration stopDeadline;

  Program(
      String title,
      String version,
      String directory,
      Set<String> files,
      String argument,
      Signal gently,
      Duration startDeadline,
      Duration stopDeadline) {
    this.title = title;
    this.version = version;
    this.directory = directory;
    this.files = files;
    this.argument = argument;
    this.gently = gently;
    this.startDeadline = startDeadline;
    this.stopDeadline = stopDeadline;
  }
}
