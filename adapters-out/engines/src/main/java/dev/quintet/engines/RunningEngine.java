package dev.quintet.engines;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An engine that this process started and that answered. */
public abstract sealed class RunningEngine implements AutoCloseable
    permits PostgresEngine, ClickHouseEngine, RedisEngine, WeaviateEngine {

  final Program program;
  final EngineDirectory directory;
  private volatile @Nullable Process process;
  private int port;
  private boolean ended;

  /**
   * Takes the directory of the engine.
   *
   * @throws EngineException when another process has it
   */
  RunningEngine(EngineHome home, Program program) {
    this.program = program;
    this.directory = EngineDirectory.take(home.directory().resolve(program.directory()));
  }

  /**
   * Starts the engine on the port of its last start when that is free, else on any, and waits until
   * it answers.
   *
   * @throws EngineException when it does not; then its directory is free again
   */
  final void start(StartProgress progress) {
    try {
      ProcessTable.endOrphans(directory.path(), program, program.gently(), program.stopDeadline());
      prepare(progress);
      process =
          progress.step("start " + program.title() + " " + version(), this::runOnAnyPort);
    } catch (RuntimeException | Error e) {
      directory.close();
      throw e;
    }
  }

  /** Which one is started, for the one who watches. */
  String version() {
    return program.version();
  }

  /** Makes what a first start needs, before any process runs in the directory. */
  void prepare(StartProgress progress) {}

  /** Writes what the engine reads at its start and returns the command. */
  abstract List<String> command(int onPort);

  /** What the command finds in its environment, beside its programs and language. */
  Map<String, String> environment() {
    return Map.of();
  }

  /**
   * Whether the engine answers a request of its own user. Throws when it never will.
   *
   * @throws EngineException when waiting longer is useless
   */
  abstract boolean answers(int onPort);

  /** Asks the engine to end in order. */
  void askToEnd() {
    program.gently().send(List.of(pid()));
  }

  /** Another program may take the port before the engine does; then the next one is tried. */
  private Process runOnAnyPort() {
    port = directory.lastPort();
    if (port == 0 || !Loopback.isFree(port)) {
      port = Loopback.freePort();
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return run();
      } catch (EngineException e) {
        if (attempt == 3 || Loopback.isFree(port)) {
          throw e;
        }
        port = Loopback.freePort();
      }
    }
  }

  /** Runs the engine until it answers on its port; when it does not, nothing is left of it. */
  private Process run() {
    long logged = directory.logged();
    Process started = directory.run(command(port), environment());
    try {
      if (Wait.until(program.startDeadline(), () -> !started.isAlive() || answers(port))
          && started.isAlive()) {
        directory.rememberPort(port);
        return started;
      }
      throw new EngineException(
          "%s %s; %s says:%n%s"
              .formatted(
                  program.directory(),
                  started.isAlive() ? "did not answer in time" : "ended while it started",
                  directory.file("engine.log"),
                  directory.excerptOfLog(logged)));
    } catch (RuntimeException e) {
      killAll(started);
      throw e;
    }
  }

  /** The only address an engine listens on. */
  public final String host() {
    return Loopback.ADDRESS;
  }

  public final int port() {
    return port;
  }

  public final long pid() {
    return process().pid();
  }

  public final boolean alive() {
    return process().isAlive();
  }

  /** Waits until the engine's process has ended, by whatever cause. */
  public final void awaitEnd() throws InterruptedException {
    process().waitFor();
  }

  final Process process() {
    return Objects.requireNonNull(process, "not started");
  }

  /**
   * Ends the engine in order, by force after a deadline, and frees its directory. Does nothing when
   * that was done before; also to be called for an engine that died by itself.
   */
  public final synchronized void stop() {
    if (alive()) {
      Signal.CONT.send(all(process())); // a frozen process would never see the request
      askToEnd();
      Wait.uninterruptibly(program.stopDeadline(), () -> !alive());
    }
    kill();
  }

  /** Ends the engine like {@code kill -9} and frees its directory. */
  public final synchronized void kill() {
    if (!ended) { // after that the directory, and what runs in it, may belong to a later start
      killAll(process());
      directory.close();
      ended = true;
    }
  }

  /**
   * Starts an engine again that ended by itself: same files, same port, same passwords.
   *
   * @return false when it was stopped or killed here, and so stays ended
   * @throws EngineException when it does not start; it may the next time
   */
  public final synchronized boolean startAgain() {
    if (!ended && !alive()) {
      killAll(process()); // what a server leaves that was killed
      process = run();
    }
    return !ended;
  }

  /** Freezes the engine with all its processes: it neither answers nor closes connections. */
  public final void pause() {
    sendToAll(Signal.STOP);
  }

  /** Undoes {@link #pause()}. */
  public final void resume() {
    sendToAll(Signal.CONT);
  }

  private synchronized void sendToAll(Signal signal) {
    if (!ended) {
      signal.send(all(process()));
    }
  }

  /** Ends the process, which may not run the program yet, and all that do. */
  final void killAll(Process engine) {
    Signal.KILL.send(all(engine));
    if (!Wait.uninterruptibly(Wait.FOR_A_KILL, () -> all(engine).isEmpty())) {
      throw new EngineException("processes of an engine do not end: " + all(engine));
    }
  }

  /** The engine first, so that it makes no new processes while the others are signalled. */
  private Set<Long> all(Process engine) {
    var pids = new LinkedHashSet<Long>();
    if (engine.isAlive()) {
      pids.add(engine.pid());
    }
    pids.addAll(ProcessTable.find(directory.path(), program));
    return pids;
  }

  @Override
  public final void close() {
    stop();
  }
}
