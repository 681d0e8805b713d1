package dev.quintet.engines;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Weaviate as one node without modules: it indexes vectors that it is given, and calls nobody.
 *
 * <p>It has six ports. Four are on loopback only; that of gRPC, and that by which the nodes of a cluster read
 * each other's data, it opens on every interface and cannot be told otherwise. So nobody does anything
 * without a key on the former; and the password of the latter is made for each start, and known to nobody.
 */
public final class WeaviateEngine extends RunningEngine {

  /** Who may do everything: only what sets the collections up. */
  public static final String ROOT = "root";

  /** Who may do what a role says that it was given. */
  public static final String SERVICE = "quintet";

  private static final String GRPC = "grpc";
  private static final String GOSSIP = "gossip";
  private static final String RAFT = "raft";

  /** Of each the one behind it is used as well: nodes on one machine find each other by that. */
  private static final List<String> PORTS = List.of(GRPC, GOSSIP, RAFT);

  private static final String PORTS_FILE = "ports";

  private static final String CONFIG =
      """
      {
        "authentication": {
          "apikey": {"enabled": true, "users": ["%s", "%s"], "allowed_keys": ["%s", "%s"]}
        },
        "authorization": {"rbac": {"enabled": true, "root_users": ["%s"]}}
      }
      """;

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Path file;
  private final String rootKey;
  private final String key;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .build();
  private volatile Map<String, Integer> ports = Map.of();

  private WeaviateEngine(EngineHome home, Path file) {
    super(home, Program.WEAVIATE);
    this.file = file;
    this.rootKey = home.secrets().password("weaviate." + ROOT);
    this.key = home.secrets().password("weaviate." + SERVICE);
  }

  /**
   * Starts the server, with the data that it has.
   *
   * @throws EngineException when it does not start or another process has the directory
   */
  public static WeaviateEngine start(EngineHome home) {
    Path file = home.files().weaviate(home.progress());
    var engine = new WeaviateEngine(home, file);
    engine.start(home.progress());
    return engine;
  }

  /** The key of {@link #ROOT}. */
  public String rootKey() {
    return rootKey;
  }

  /** The key of {@link #SERVICE}. */
  public String key() {
    return key;
  }

  public int grpcPort() {
    return port(GRPC);
  }

  /** By which nodes of a cluster read each other's data. */
  public int dataPort() {
    return port(GOSSIP) + 1;
  }

  private int port(String name) {
    return ports.getOrDefault(name, 0);
  }

  @Override
  List<String> command(int onPort) {
    ports = ports(onPort);
    // Keys in the environment could be read in the table of processes.
    directory.write("weaviate.json", CONFIG.formatted(ROOT, SERVICE, rootKey, key, ROOT));
    return List.of(
        file.toString(),
        "--host",
        Loopback.ADDRESS,
        "--port",
        Integer.toString(onPort),
        "--scheme",
        "http",
        "--config-file",
        directory.file("weaviate.json").toString());
  }

  /** Those of the last start that are free, so that clients find the engine again. */
  private Map<String, Integer> ports(int taken) {
    Properties last = new Properties();
    try {
      if (Files.exists(directory.file(PORTS_FILE))) {
        last.load(new StringReader(Files.readString(directory.file(PORTS_FILE))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + directory.file(PORTS_FILE), e);
    }
    Map<String, Integer> chosen = new HashMap<>();
    Set<Integer> used = new HashSet<>(Set.of(taken));
    for (String name : PORTS) {
      int port = Integer.parseInt(last.getProperty(name, "0"));
      while (port == 0 || !isFree(port, used)) {
        port = Loopback.freePort();
      }
      used.addAll(Set.of(port, port + 1));
      chosen.put(name, port);
    }
    directory.write(
        PORTS_FILE,
        chosen.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
            .collect(Collectors.joining()));
    return Map.copyOf(chosen);
  }

  private static boolean isFree(int port, Set<Integer> used) {
    return !used.contains(port)
        && !used.contains(port + 1)
        && Loopback.isFree(port)
        && Loopback.isFree(port + 1);
  }

  @Override
  Map<String, String> environment() {
    Map<String, String> all = new HashMap<>();
    all.put("PERSISTENCE_DATA_PATH", directory.file("data").toString());
    all.put("DEFAULT_VECTORIZER_MODULE", "none");
    all.put("ENABLE_MODULES", "");
    all.put("API_BASED_MODULES_DISABLED", "true");
    all.put("CLUSTER_HOSTNAME", "node1");
    all.put("CLUSTER_IN_LOCALHOST", "true");
    all.put("CLUSTER_BIND_ADDR", Loopback.ADDRESS);
    all.put("CLUSTER_ADVERTISE_ADDR", Loopback.ADDRESS);
    all.put("CLUSTER_GOSSIP_BIND_PORT", text(port(GOSSIP)));
    all.put("CLUSTER_DATA_BIND_PORT", text(dataPort()));
    all.put("CLUSTER_BASIC_AUTH_USERNAME", "node");
    all.put("CLUSTER_BASIC_AUTH_PASSWORD", Secrets.random());
    all.put("RAFT_PORT", text(port(RAFT)));
    all.put("RAFT_INTERNAL_RPC_PORT", text(port(RAFT) + 1));
    all.put("RAFT_BOOTSTRAP_EXPECT", "1");
    all.put("RAFT_JOIN", "node1");
    all.put("RAFT_TIMEOUTS_MULTIPLIER", "1");
    all.put("GRPC_PORT", text(port(GRPC)));
    all.put("GO_PROFILING_DISABLE", "true");
    all.put("PROMETHEUS_MONITORING_ENABLED", "false");
    all.put("DISABLE_TELEMETRY", "true");
    all.put("AUTOSCHEMA_ENABLED", "false");
    all.put("LOG_LEVEL", "warning");
    return all;
  }

  private static String text(int port) {
    return Integer.toString(port);
  }

  /** Ready to serve, and its keys are good. */
  @Override
  boolean answers(int onPort) {
    return status(onPort, "/v1/.well-known/ready") == 200
        && status(onPort, "/v1/users/own-info") == 200;
  }

  private int status(int onPort, String path) {
    try {
      return http.send(
              HttpRequest.newBuilder(URI.create("http://" + Loopback.ADDRESS + ":" + onPort + path))
                  .header("Authorization", "Bearer " + key)
                  .timeout(PATIENCE)
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
