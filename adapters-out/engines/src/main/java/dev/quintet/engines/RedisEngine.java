package dev.quintet.engines;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Redis as a cache: nothing is written to disk, a restart forgets everything, and when memory is
 * full the least recently used keys go. Speaks what DragonflyDB speaks.
 */
public final class RedisEngine extends RunningEngine {
  private static final Map<String, String> DEFAULTS =
      Map.of("maxmemory", "256mb", "maxmemory-policy", "allkeys-lru", "loglevel", "warning");

  private final Path file;
  private final String password;
  private final Map<String, String> settings;

  private RedisEngine(EngineHome home, Path file, String password, Map<String, String> settings) {
    super(home, Program.REDIS);
    this.file = file;
    this.password = password;
    this.settings = Map.copyOf(settings);
  }

  /**
   * Starts the server, empty.
   *
   * @param settings for redis.conf; those that guard access and persistence stay as they are
   * @throws EngineException when it does not start or another process has the directory
   */
  public static RedisEngine start(EngineHome home, Map<String, String> settings) {
    Path file = home.files().redis(home.progress());
    String password = home.secrets().password("redis.default");
    var engine = new RedisEngine(home, file, password, settings);
    engine.start(home.progress());
    return engine;
  }

  public String password() {
    return password;
  }

  @Override
  List<String> command(int onPort) {
    var all = new LinkedHashMap<>(DEFAULTS);
    all.putAll(settings);
    all.put("bind", Loopback.ADDRESS);
    all.put("port", Integer.toString(onPort));
    all.put("protected-mode", "yes");
    all.put("requirepass", password);
    all.put("appendonly", "no");
    all.put("save", "\"\"");
    all.put("daemonize", "no");
    all.put("dir", "."); // where it is started
    directory.write(
        "redis.conf",
        all.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
            .collect(Collectors.joining()));
    List<String> command = new ArrayList<>(DebianFetch.command(file));
    command.add(directory.file("redis.conf").toString());
    return command;
  }

  @Override
  String version() {
    try {
      Path version = file.resolveSibling("version");
      return Files.exists(version) ? Files.readString(version) : super.version();
    } catch (IOException e) {
      return super.version();
    }
  }

  @Override
  boolean answers(int onPort) {
    try (var socket = new Socket(Loopback.ADDRESS, onPort)) {
      socket.setSoTimeout(2_000);
      var out = socket.getOutputStream();
      out.write(("AUTH " + password + "\r\n").getBytes(US_ASCII));
      out.flush();
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      return "+OK".equals(in.readLine());
    } catch (IOException e) {
      return false;
    }
  }
}
