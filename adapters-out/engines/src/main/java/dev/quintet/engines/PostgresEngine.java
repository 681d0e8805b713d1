package dev.quintet.engines;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/**
 * PostgreSQL with one superuser and one empty database of our own. Every login needs its password
 * (SCRAM), there is no Unix socket, and an acknowledged commit survives a power loss.
 */
public final class PostgresEngine extends RunningEngine {
  private static final Duration START_DEADLINE = Duration.ofSeconds(60);
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(20);

  private final String password;

  private PostgresEngine(EngineProcess process, String password) {
    super(process, "PostgreSQL", START_DEADLINE, STOP_DEADLINE);
    this.password = password;
  }

  /**
   * Starts the server, at the first start after creating its files and the database.
   *
   * @param settings for postgresql.conf; those that guard access and durability stay as they are
   * @throws EngineException when it does not start or another process has the directory
   */
  public static PostgresEngine start(EngineHome home, Map<String, String> settings) {
    Path programs = home.files().postgres(home.progress());
    String password = PostgresServer.password(home.secrets());
    EngineDirectory directory = EngineDirectory.take(home.directory().resolve("postgresql"));
    try {
      ProcessTable.endOrphans(directory.path(), Program.POSTGRES, Signal.INT, STOP_DEADLINE);
      var files = new PostgresFiles(directory, programs, home.secrets());
      if (!files.exist()) {
        home.step("create the PostgreSQL files", files::create);
      }
      var server = new PostgresServer(directory, programs, password, settings);
      EngineProcess process =
          home.step(
              "start PostgreSQL " + EngineFiles.POSTGRES_VERSION,
              () -> EngineProcess.start(directory, server, START_DEADLINE));
      return new PostgresEngine(process, password);
    } catch (RuntimeException | Error e) {
      directory.close();
      throw e;
    }
  }

  public String user() {
    return PostgresServer.USER;
  }

  public String password() {
    return password;
  }

  /** The database made at the first start. */
  public String database() {
    return PostgresServer.DATABASE;
  }

  /** Without user and password: those belong into properties, a URL ends up in logs. */
  public String jdbcUrl() {
    return PostgresServer.jdbcUrl(port(), database());
  }

  /** A new connection of the superuser. */
  public Connection connect() throws SQLException {
    return PostgresServer.connect(port(), database(), password);
  }

  /** Fast shutdown: open transactions are rolled back, connections closed. */
  @Override
  void askToEnd(EngineProcess process) {
    process.send(Signal.INT);
  }
}
