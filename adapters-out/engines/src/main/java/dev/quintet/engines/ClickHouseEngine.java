package dev.quintet.engines;

import java.nio.file.Path;
import java.time.Duration;

/**
 * ClickHouse behind its own HTTP interface, with exactly the users of its configuration. Close
 * clients and pools before stopping it: open connections delay the end by seconds.
 */
public final class ClickHouseEngine extends RunningEngine {
  private static final Duration START_DEADLINE = Duration.ofSeconds(60);
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(20);

  private final Secrets secrets;

  private ClickHouseEngine(EngineProcess process, Secrets secrets) {
    super(process, "ClickHouse", START_DEADLINE, STOP_DEADLINE);
    this.secrets = secrets;
  }

  /**
   * Starts the server; users, profiles and policies are those of the given configuration from then
   * on, whatever they were before.
   *
   * @throws EngineException when it does not start or another process has the directory
   */
  public static ClickHouseEngine start(EngineHome home, ClickHouseConfig config) {
    Path library = home.files().clickHouseLibrary(home.progress());
    EngineDirectory directory = EngineDirectory.take(home.directory().resolve("clickhouse"));
    try {
      // An orphan is ending by itself already, since its parent's pipe broke: it needs no signal.
      ProcessTable.endOrphans(directory.path(), Program.CLICK_HOUSE, Signal.CONT, STOP_DEADLINE);
      EngineProcess process =
          home.step(
              "start ClickHouse " + EngineFiles.CHDB_VERSION,
              () ->
                  EngineProcess.start(
                      directory,
                      new ClickHouseServer(directory, library, config, home.secrets()),
                      START_DEADLINE));
      return new ClickHouseEngine(process, home.secrets());
    } catch (RuntimeException | Error e) {
      directory.close();
      throw e;
    }
  }

  /** The user that may do everything. */
  public String admin() {
    return ClickHouseServer.ADMIN;
  }

  /** The password of a user of the configuration. */
  public String password(String user) {
    return ClickHouseServer.password(secrets, user);
  }

  public String httpUrl() {
    return "http://" + host() + ":" + port();
  }

  /** Running queries are cancelled. */
  @Override
  void askToEnd(EngineProcess process) {
    process.closeInput();
  }
}
