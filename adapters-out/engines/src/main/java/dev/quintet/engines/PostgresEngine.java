package dev.quintet.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * PostgreSQL with one superuser and one empty database of our own. Every login needs its password
 * (SCRAM), there is no Unix socket, and an acknowledged commit survives a power loss.
 */
public final class PostgresEngine extends RunningEngine {
  private static final String DATABASE = "quintet";
  private static final String USER = "quintet_admin";
  private static final String WRONG_PASSWORD = "28P01";
  private static final String NO_SUCH_DATABASE = "3D000";

  private static final Map<String, String> DEFAULTS =
      Map.of(
          "max_connections", "100",
          // What a client did wrong is told to the client, with its values; here it would pile up.
          "log_min_messages", "log",
          "timezone", "UTC",
          "log_timezone", "UTC",
          "log_line_prefix", "%m [%p] %u@%d ");

  private final Path programs;
  private final String password;
  private final Map<String, String> settings;

  private PostgresEngine(
      EngineHome home, Path programs, String password, Map<String, String> settings) {
    super(home, Program.POSTGRES);
    this.programs = programs;
    this.password = password;
    this.settings = Map.copyOf(settings);
  }

  /**
   * Starts the server, at the first start after creating its files and the database.
   *
   * @param settings for postgresql.conf; those that guard access and durability stay as they are
   * @throws EngineException when it does not start or another process has the directory
   */
  public static PostgresEngine start(EngineHome home, Map<String, String> settings) {
    Path programs = home.files().postgres(home.progress());
    String password = home.secrets().password("postgresql." + USER);
    var engine = new PostgresEngine(home, programs, password, settings);
    engine.start(home.progress());
    return engine;
  }

  private Path data() {
    return directory.file("data");
  }

  /**
   * Makes the files beside their place and moves them there, so that a crash leaves none half made.
   */
  @Override
  void prepare(StartProgress progress) {
    if (Files.exists(data())) {
      return;
    }
    Path fresh = directory.file("data.new");
    Path passwordFile = directory.file("initdb.password");
    progress.step(
        "create the PostgreSQL files",
        () -> {
          PrivateFiles.deleteTree(fresh);
          PrivateFiles.write(passwordFile, password);
          try {
            initdb(fresh, passwordFile);
          } finally {
            Files.deleteIfExists(passwordFile);
          }
          PrivateFiles.move(fresh, data());
          return fresh;
        });
  }

  private void initdb(Path target, Path passwordFile) {
    List<String> command = new ArrayList<>(ownUserNamespace());
    // Sorting by code point comes with the server: that of the C library changes between systems.
    command.addAll(
        List.of(
            programs.resolve("bin/initdb").toString(),
            "--pgdata=" + target,
            "--username=" + USER,
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--data-checksums",
            "--no-instructions"));
    long logged = directory.logged();
    Process initdb = directory.run(command);
    try {
      if (initdb.waitFor() != 0) {
        throw failure(directory.excerptOfLog(logged));
      }
    } catch (InterruptedException e) {
      killAll(initdb);
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while creating the PostgreSQL files", e);
    }
  }

  private static EngineException failure(String output) {
    return new EngineException(
        output.contains("unshare failed")
            ? "PostgreSQL does not run as root, and this system does not let it give root up"
                + " (user namespaces are forbidden): run Quintet as an ordinary user"
            : "initdb failed:\n" + output);
  }

  /** PostgreSQL refuses to run as root: in a user namespace without a mapping we are nobody. */
  private static List<String> ownUserNamespace() {
    try {
      boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
      return root ? List.of("unshare", "--user") : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot find out who runs this process", e);
    }
  }

  @Override
  List<String> command(int onPort) {
    removeStaleLock();
    PrivateFiles.write(data().resolve("postgresql.conf"), configuration(onPort));
    PrivateFiles.write(
        data().resolve("pg_hba.conf"), "host all all " + Loopback.ADDRESS + "/32 scram-sha-256\n");
    List<String> command = new ArrayList<>(ownUserNamespace());
    command.addAll(List.of(programs.resolve("bin/postgres").toString(), "-D", data().toString()));
    return command;
  }

  /**
   * A server that was killed leaves this file; it would refuse to start when another process got
   * its number meanwhile. To be called only when no server runs in the directory.
   */
  private void removeStaleLock() {
    try {
      Files.deleteIfExists(data().resolve("postmaster.pid"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove the lock of a killed server", e);
    }
  }

  private String configuration(int onPort) {
    var all = new LinkedHashMap<>(DEFAULTS);
    all.putAll(settings);
    all.put("listen_addresses", Loopback.ADDRESS);
    all.put("port", Integer.toString(onPort));
    all.put("unix_socket_directories", "");
    all.put("password_encryption", "scram-sha-256");
    all.put("fsync", "on");
    all.put("synchronous_commit", "on");
    all.put("full_page_writes", "on");
    all.put("allow_alter_system", "off");
    // A failing CREATE ROLE … PASSWORD must not end up in the log.
    all.put("log_min_error_statement", "panic");
    all.put("log_statement", "none");
    all.put("log_parameter_max_length_on_error", "0");
    return all.entrySet().stream()
        .map(entry -> entry.getKey() + " = '" + entry.getValue().replace("'", "''") + "'\n")
        .collect(Collectors.joining("", "# written at every start\n", ""));
  }

  @Override
  boolean answers(int onPort) {
    try (Connection connection = connect(onPort, DATABASE)) {
      return connection.isValid(5);
    } catch (SQLException e) {
      if (WRONG_PASSWORD.equals(e.getSQLState())) {
        throw new EngineException(
            "PostgreSQL refuses the password in secrets.properties: "
                + directory.path()
                + " belongs to other secrets",
            e);
      }
      if (NO_SUCH_DATABASE.equals(e.getSQLState())) {
        createDatabase(onPort);
      }
      return false;
    }
  }

  private void createDatabase(int onPort) {
    try (Connection connection = connect(onPort, "postgres");
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + DATABASE);
    } catch (SQLException e) {
      throw new EngineException("cannot create the database " + DATABASE, e);
    }
  }

  private Connection connect(int onPort, String database) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", USER);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("sslmode", "disable");
    properties.setProperty("ApplicationName", "quintet-engines");
    return DriverManager.getConnection(jdbcUrl(onPort, database), properties);
  }

  private static String jdbcUrl(int onPort, String database) {
    return "jdbc:postgresql://%s:%d/%s".formatted(Loopback.ADDRESS, onPort, database);
  }

  public String user() {
    return USER;
  }

  public String password() {
    return password;
  }

  /** The database made at the first start. */
  public String database() {
    return DATABASE;
  }

  /** Without user and password: those belong into properties, a URL ends up in logs. */
  public String jdbcUrl() {
    return jdbcUrl(port(), DATABASE);
  }

  /** A new connection of the superuser. */
  public Connection connect() throws SQLException {
    return connect(port(), DATABASE);
  }
}
