package dev.quintet.engines;

import java.time.Duration;

/** An engine that this process started and that answered. */
public abstract sealed class RunningEngine implements AutoCloseable
    permits PostgresEngine, ClickHouseEngine, RedisEngine {

  private final EngineProcess process;
  private final String name;
  private final Duration startDeadline;
  private final Duration stopDeadline;

  RunningEngine(
      EngineProcess process, String name, Duration startDeadline, Duration stopDeadline) {
    this.process = process;
    this.name = name;
    this.startDeadline = startDeadline;
    this.stopDeadline = stopDeadline;
  }

  /** Asks the engine to end in order. */
  abstract void askToEnd(EngineProcess process);

  /** What people call it. */
  final String name() {
    return name;
  }

  /** The only address an engine listens on. */
  public final String host() {
    return Loopback.ADDRESS;
  }

  public final int port() {
    return process.port();
  }

  public final long pid() {
    return process.pid();
  }

  public final boolean alive() {
    return process.alive();
  }

  /**
   * Ends the engine in order, by force after a deadline, and frees its directory. Does nothing when
   * that was done before; also to be called for an engine that died by itself.
   */
  public final void stop() {
    process.end(() -> askToEnd(process), stopDeadline);
  }

  /** Ends the engine like {@code kill -9} and frees its directory. */
  public final void kill() {
    process.kill();
  }

  /** Waits until the engine's process has ended, by whatever cause. */
  public final void awaitEnd() throws InterruptedException {
    process.awaitEnd();
  }

  /**
   * Starts an engine again that ended by itself: same files, same port, same passwords.
   *
   * @return false when it was stopped or killed here, and so stays ended
   * @throws EngineException when it does not start; it may the next time
   */
  public final boolean startAgain() {
    return process.startAgain(startDeadline);
  }

  /** Freezes the engine with all its processes: it neither answers nor closes connections. */
  public final void pause() {
    process.sendToAll(Signal.STOP);
  }

  /** Undoes {@link #pause()}. */
  public final void resume() {
    process.sendToAll(Signal.CONT);
  }

  @Override
  public final void close() {
    stop();
  }
}
