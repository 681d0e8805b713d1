package dev.quintet.engines;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * ClickHouse behind its own HTTP interface, with exactly the users of its configuration. Close
 * clients and pools before stopping it: open connections delay the end by seconds.
 */
public final class ClickHouseEngine extends RunningEngine {
  private static final String ADMIN = "quintet_admin";

  private static final List<String> JVM_OPTIONS =
      List.of(
          "-Xmx64m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData",
          "-Xlog:disable",
          "-Xrs", // a signal ends it at once, without running the exit handlers of the library
          "--enable-native-access=ALL-UNNAMED");

  private static final Pattern PASSWORD_HASH = Pattern.compile("\\$\\{sha256:([a-z0-9_]+)}");

  /** A session without listener authenticates as "default" with no password: see the profile. */
  private static final String ENGINE_USERS =
      """
      <clickhouse>
        <!-- The engine's own session logs in as "default" without a password, before the port opens.
             Over HTTP the same name gets a profile under which no statement can be parsed and no
             setting changed; the session lifts it for itself on its command line. -->
        <profiles>
          <engine_session replace="replace">
            <readonly>1</readonly>
            <max_query_size>1</max_query_size>
          </engine_session>
        </profiles>
        <quotas><engine_session replace="replace"/></quotas>
        <users>
          <default replace="replace">
            <password></password>
            <networks><ip>127.0.0.1</ip></networks>
            <profile>engine_session</profile>
            <quota>engine_session</quota>
            <grants>
              <query>GRANT SYSTEM LISTEN, KILL QUERY, CREATE TEMPORARY TABLE, FILE ON *.*</query>
              <query>GRANT SELECT ON system.processes</query>
            </grants>
          </default>
        </users>
      </clickhouse>
      """;

  private static final String ENGINE_CONFIG =
      """
      <clickhouse>
        <log-level replace="replace">warning</log-level>
        <logger replace="replace">
          <log>${directory}/clickhouse.log</log>
          <errorlog>${directory}/clickhouse.err.log</errorlog>
          <size>20M</size>
          <count>2</count>
        </logger>
        <user_directories replace="replace">
          <users_xml><path>${directory}/users.xml</path></users_xml>
        </user_directories>
        <backups replace="replace"><allowed_path>${directory}/backups/</allowed_path></backups>
        <!-- Below the 5 s that a shutdown waits for idle connections before it exits the hard way. -->
        <keep_alive_timeout replace="replace">3</keep_alive_timeout>
        <!-- A request is answered that names one of our users in this header, and then it may name no
             other elsewhere: so nobody logs in as "default" beside the engine's own session. -->
        <http_handlers replace="replace">
          <rule>
            <headers><X-ClickHouse-User>regex:quintet_[a-z]+</X-ClickHouse-User></headers>
            <handler>
              <type>dynamic_query_handler</type>
              <query_param_name>query</query_param_name>
            </handler>
          </rule>
        </http_handlers>
      </clickhouse>
      """;

  private final Path library;
  private final ClickHouseConfig config;
  private final Secrets secrets;

  private ClickHouseEngine(EngineHome home, Path library, ClickHouseConfig config) {
    super(home, Program.CLICK_HOUSE);
    this.library = library;
    this.config = config;
    this.secrets = home.secrets();
  }

  /**
   * Starts the server; users, profiles and policies are those of the given configuration from then
   * on, whatever they were before.
   *
   * @throws EngineException when it does not start or another process has the directory
   */
  public static ClickHouseEngine start(EngineHome home, ClickHouseConfig config) {
    Path library = home.files().clickHouseLibrary(home.progress());
    var engine = new ClickHouseEngine(home, library, config);
    engine.start(home.progress());
    return engine;
  }

  @Override
  List<String> command(int onPort) {
    PrivateFiles.directory(directory.file("config.d"));
    PrivateFiles.directory(directory.file("users.d"));
    PrivateFiles.directory(directory.file("backups"));
    directory.write("config.xml", config.server());
    directory.write(
        "config.d/engine.xml",
        ENGINE_CONFIG.replace("${directory}", xml(directory.path().toString())));
    directory.write("users.xml", withHashes(config.users()));
    directory.write("users.d/engine.xml", ENGINE_USERS);
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_OPTIONS);
    command.addAll(classPathAndArchive());
    command.add(ClickHouseChild.class.getName());
    command.addAll(
        List.of(library.toString(), directory.path().toString(), Integer.toString(onPort)));
    return command;
  }

  /**
   * The JVM checks its class archive, and replaces it when stale; it saves a sixth of the start.
   */
  private List<String> classPathAndArchive() {
    String classes = classPath();
    return classes.endsWith(".jar")
        ? List.of(
            "-cp",
            classes,
            "-XX:+AutoCreateSharedArchive",
            "-XX:SharedArchiveFile=" + directory.file("child.jsa"))
        : List.of("-cp", classes);
  }

  private String withHashes(String users) {
    return PASSWORD_HASH.matcher(users).replaceAll(match -> sha256(password(match.group(1))));
  }

  private static String sha256(String password) {
    return HexFormat.of().formatHex(NpmFetch.sha256().digest(password.getBytes(UTF_8)));
  }

  private static String xml(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private static String classPath() {
    try {
      return Path.of(
              ClickHouseChild.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new EngineException("cannot tell where the engine's classes lie", e);
    }
  }

  @Override
  boolean answers(int onPort) {
    try {
      var url = URI.create("http://" + Loopback.ADDRESS + ":" + onPort + "/").toURL();
      var connection = (HttpURLConnection) url.openConnection();
      connection.setConnectTimeout(1_000);
      connection.setReadTimeout(5_000);
      connection.setRequestProperty("X-ClickHouse-User", ADMIN);
      connection.setRequestProperty("X-ClickHouse-Key", password(ADMIN));
      connection.setRequestProperty("Connection", "close");
      connection.setDoOutput(true);
      try (var out = connection.getOutputStream()) {
        out.write("SELECT 1".getBytes(UTF_8));
      }
      if (connection.getResponseCode() / 100 == 4) {
        throw new EngineException(
            "ClickHouse refuses its administrator; do users.xml and secrets.properties in "
                + directory.path()
                + " belong together?");
      }
      return connection.getResponseCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends its session, and so the engine; running queries are cancelled. */
  @Override
  void askToEnd() {
    try {
      process().getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the input of process " + pid(), e);
    }
  }

  /** The user that may do everything. */
  public String admin() {
    return ADMIN;
  }

  /** The password of a user of the configuration. */
  public String password(String user) {
    return secrets.password("clickhouse." + user);
  }

  public String httpUrl() {
    return "http://" + host() + ":" + port();
  }
}
