package dev.quintet.engines;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Redis as a cache: nothing is written to disk, a restart forgets everything, and when memory is
 * full the least recently used keys go. Speaks what DragonflyDB speaks.
 */
public final class RedisEngine extends RunningEngine {
  private static final Duration START_DEADLINE = Duration.ofSeconds(20);
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(5);
  private static final Map<String, String> DEFAULTS =
      Map.of("maxmemory", "256mb", "maxmemory-policy", "allkeys-lru", "loglevel", "warning");

  private final String password;

  private RedisEngine(EngineProcess process, String password) {
    super(process, "Redis", START_DEADLINE, STOP_DEADLINE);
    this.password = password;
  }

  /**
   * Starts the server, empty.
   *
   * @param settings for redis.conf; those that guard access and persistence stay as they are
   * @throws EngineException when it does not start or another process has the directory
   */
  public static RedisEngine start(EngineHome home, Map<String, String> settings) {
    Path program = home.files().redis(home.progress());
    String password = password(home.secrets());
    EngineDirectory directory = EngineDirectory.take(home.directory().resolve("redis"));
    try {
      ProcessTable.endOrphans(directory.path(), Program.REDIS, Signal.TERM, STOP_DEADLINE);
      EngineProcess process =
          home.step(
              "start Redis " + EngineFiles.REDIS_VERSION,
              () ->
                  EngineProcess.start(
                      directory,
                      new Server(directory, program, home.secrets(), Map.copyOf(settings)),
                      START_DEADLINE));
      return new RedisEngine(process, password);
    } catch (RuntimeException | Error e) {
      directory.close();
      throw e;
    }
  }

  private static String password(Secrets secrets) {
    return secrets.password("redis.default");
  }

  public String password() {
    return password;
  }

  @Override
  void askToEnd(EngineProcess process) {
    process.send(Signal.TERM);
  }

  private record Server(
      EngineDirectory directory, Path file, Secrets secrets, Map<String, String> settings)
      implements EngineProcess.Launch {

    @Override
    public Program program() {
      return Program.REDIS;
    }

    @Override
    public List<String> command(int port) {
      var all = new LinkedHashMap<>(DEFAULTS);
      all.putAll(settings);
      all.put("bind", Loopback.ADDRESS);
      all.put("port", Integer.toString(port));
      all.put("protected-mode", "yes");
      all.put("requirepass", RedisEngine.password(secrets));
      all.put("appendonly", "no");
      all.put("save", "\"\"");
      all.put("daemonize", "no");
      all.put("dir", "."); // where it is started
      directory.write(
          "redis.conf",
          all.entrySet().stream()
              .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
              .collect(Collectors.joining()));
      return List.of(file.toString(), directory.file("redis.conf").toString());
    }

    @Override
    public boolean answers(int port) {
      try (var socket = new Socket(Loopback.ADDRESS, port)) {
        socket.setSoTimeout(2_000);
        var out = socket.getOutputStream();
        out.write(("AUTH " + RedisEngine.password(secrets) + "\r\n").getBytes(US_ASCII));
        out.flush();
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        return "+OK".equals(in.readLine());
      } catch (IOException e) {
        return false;
      }
    }
  }
}
