package dev.quintet.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The process of an engine in its directory. */
final class EngineProcess {
  private static final Duration KILL_DEADLINE = Duration.ofSeconds(10);

  private final EngineDirectory directory;
  private final String program;
  private final Process process;
  private final int port;

  private EngineProcess(EngineDirectory directory, String program, Process process, int port) {
    this.directory = directory;
    this.program = program;
    this.process = process;
    this.port = port;
  }

  /** How an engine is run on a port, and how one sees that it is ready. */
  interface Launch {
    /** The file name of the program that the command ends up as. */
    String program();

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
      EngineProcess started = spawn(directory, launch, port);
      if (started.becomesReady(launch, deadline)) {
        directory.rememberPort(port);
        return started;
      }
      boolean stolen = !started.alive() && !Loopback.isFree(port);
      started.killAll();
      if (!stolen || attempt == 3) {
        throw new EngineException(
            "%s did not start within %d s; its log %s ends with:%n%s"
                .formatted(
                    directory.path().getFileName(),
                    deadline.toSeconds(),
                    directory.file("engine.log"),
                    directory.logTail()));
      }
      port = Loopback.freePort();
    }
  }

  private static EngineProcess spawn(EngineDirectory directory, Launch launch, int port) {
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
      return new EngineProcess(directory, launch.program(), builder.start(), port);
    } catch (IOException e) {
      throw new EngineException("cannot run " + command.getFirst() + ": " + e.getMessage(), e);
    }
  }

  private boolean becomesReady(Launch launch, Duration deadline) {
    try {
      Wait.until(deadline, () -> !alive() || launch.answers(port));
      return alive() && launch.answers(port);
    } catch (EngineException e) {
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

  /** Closes the engine's standard input, by which a child JVM knows that it shall end. */
  void closeInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the input of process " + pid(), e);
    }
  }

  /** Asks the engine to end in the given way, waits, ends what is left by force. */
  void end(Runnable ask, Duration deadline) {
    if (alive()) {
      Signal.CONT.send(all()); // a frozen process would never see the request
      ask.run();
      awaitEnd(deadline);
    }
    killAll();
    directory.close();
  }

  void kill() {
    killAll();
    directory.close();
  }

  void send(Signal signal) {
    signal.send(List.of(pid()));
  }

  void sendToAll(Signal signal) {
    signal.send(all());
  }

  private void killAll() {
    Signal.KILL.send(all());
    if (!awaitEnd(KILL_DEADLINE) || !Wait.until(KILL_DEADLINE, () -> all().isEmpty())) {
      throw new EngineException("processes of an engine do not end: " + all());
    }
  }

  private boolean awaitEnd(Duration deadline) {
    try {
      return process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The engine first, so that it makes no new processes while the others are signalled. */
  private Set<Long> all() {
    var pids = new LinkedHashSet<Long>();
    if (alive()) {
      pids.add(pid());
    }
    pids.addAll(ProcessTable.find(directory.path(), program));
    return pids;
  }
}
