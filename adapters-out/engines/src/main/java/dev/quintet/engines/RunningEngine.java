package dev.quintet.engines;

/** An engine that this process started and that answered. */
public sealed interface RunningEngine extends AutoCloseable
    permits PostgresEngine, ClickHouseEngine, RedisEngine {

  /** The only address an engine listens on. */
  default String host() {
    return Loopback.ADDRESS;
  }

  int port();

  long pid();

  boolean alive();

  /**
   * Ends the engine in order, by force after a deadline, and frees its directory. Does nothing when
   * that was done before; also to be called for an engine that died by itself.
   */
  void stop();

  /** Ends the engine like {@code kill -9} and frees its directory. */
  void kill();

  /** Waits until the engine's process has ended, whoever ended it. */
  void awaitEnd() throws InterruptedException;

  /**
   * Starts an engine again that ended by itself: same files, same port, same passwords.
   *
   * @return false when it was stopped or killed here, and so stays ended
   * @throws EngineException when it does not start; it may the next time
   */
  boolean startAgain();

  /** Freezes the engine with all its processes: it neither answers nor closes connections. */
  void pause();

  /** Undoes {@link #pause()}. */
  void resume();

  @Override
  default void close() {
    stop();
  }
}
