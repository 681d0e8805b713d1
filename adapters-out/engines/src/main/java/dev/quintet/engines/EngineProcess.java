package dev.quintet.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The process of an engine in its directory. */
final class EngineProcess {
  private static final Duration KILL_DEADLINE = Duration.ofSeconds(10);

  private final EngineDirectory directory;
  private final Launch launch;
  private final int port;
  private volatile Process process;
  private boolean ended;

  private EngineProcess(EngineDirectory directory, Launch launch, int port) {
    this.directory = directory;
    this.launch = launch;
    this.port = port;
    this.process = spawn(directory, launch, port);
  }

  /** How an engine is run on a port, and how one sees that it is ready. */
  interface Launch {
    /** How the processes are recognised that the command becomes. */
    Program program();

    /** Writes what the engine reads at its start and returns the command. */
    List<String> command(int port);

    /**
     * Whether the engine answers a request of its own user. Throws when it never will.
     *
     * @throws EngineException when waiting longer is useless
     */
    boolean answers(int port);
  }

  /**
   * Starts the engine on the port of its last start when that is free, else on any, and waits until
   * it answers. Another program may take the port in between; then the next one is tried.
   */
  static EngineProcess start(EngineDirectory directory, Launch launch, Duration deadline) {
    int port = directory.lastPort();
    if (port == 0 || !Loopback.isFree(port)) {
      port = Loopback.freePort();
    }
    for (int attempt = 1; ; attempt++) {
      long logged = directory.logged();
      EngineProcess started = new EngineProcess(directory, launch, port);
      if (started.becomesReady(deadline)) {
        directory.rememberPort(port);
        return started;
      }
      boolean stolen = !started.alive() && !Loopback.isFree(port);
      EngineException failure = started.notStarted(logged);
      if (!stolen || attempt == 3) {
        throw failure;
      }
      port = Loopback.freePort();
    }
  }

  /**
   * Starts an engine again that ended by itself, on the port that its clients know.
   *
   * @return false when it was ended on purpose and stays so
   * @throws EngineException when it did not start; it may the next time
   */
  synchronized boolean startAgain(Duration deadline) {
    if (ended || alive()) {
      return !ended;
    }
    killAll(); // what a server leaves that was killed
    long logged = directory.logged();
    process = spawn(directory, launch, port);
    if (!becomesReady(deadline)) {
      throw notStarted(logged);
    }
    return true;
  }

  private EngineException notStarted(long logged) {
    String failure = alive() ? "did not answer in time" : "ended while it started";
    killAll();
    return new EngineException(
        "%s %s; %s says:%n%s"
            .formatted(
                directory.path().getFileName(),
                failure,
                directory.file("engine.log"),
                directory.excerptOfLog(logged)));
  }

  private static Process spawn(EngineDirectory directory, Launch launch, int port) {
    List<String> command = launch.command(port);
    // A session of its own: Ctrl-C in the terminal must reach Quintet alone, which stops its
    // clients before its engines. setsid executes the command in the same process.
    var line = new ArrayList<>(List.of("setsid"));
    line.addAll(command);
    var builder =
        new ProcessBuilder(line)
            .directory(directory.path().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.log().toFile()));
    Environment.clean(builder);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new EngineException("cannot run " + command.getFirst() + ": " + e.getMessage(), e);
    }
  }

  private boolean becomesReady(Duration deadline) {
    try {
      return Wait.until(deadline, () -> !alive() || launch.answers(port)) && alive();
    } catch (RuntimeException e) {
      killAll();
      throw e;
    }
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Waits until the process has ended, by whatever cause. */
  void awaitEnd() throws InterruptedException {
    process.waitFor();
  }

  /** Closes the engine's standard input, by which a child JVM knows that it shall end. */
  void closeInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the input of process " + pid(), e);
    }
  }

  /** Asks the engine to end in the given way, waits, ends what is left by force. */
  synchronized void end(Runnable ask, Duration deadline) {
    if (alive()) {
      Signal.CONT.send(all()); // a frozen process would never see the request
      ask.run();
      Wait.uninterruptibly(deadline, () -> !alive());
    }
    kill();
  }

  /** Once only: after it the directory, and the processes in it, may belong to a later start. */
  synchronized void kill() {
    if (!ended) {
      killAll();
      directory.close();
      ended = true;
    }
  }

  void send(Signal signal) {
    signal.send(List.of(pid()));
  }

  synchronized void sendToAll(Signal signal) {
    if (!ended) {
      signal.send(all());
    }
  }

  private void killAll() {
    Signal.KILL.send(all());
    if (!Wait.uninterruptibly(KILL_DEADLINE, () -> all().isEmpty())) {
      throw new EngineException("processes of an engine do not end: " + all());
    }
  }

  /** The engine first, so that it makes no new processes while the others are signalled. */
  private Set<Long> all() {
    var pids = new LinkedHashSet<Long>();
    if (alive()) {
      pids.add(pid());
    }
    pids.addAll(ProcessTable.find(directory.path(), launch.program()));
    return pids;
  }
}
