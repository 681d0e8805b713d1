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

/** The configuration and the command of a PostgreSQL server. */
final class PostgresServer implements EngineProcess.Launch {
  static final String DATABASE = "quintet";
  static final String USER = "quintet_admin";

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

  private final EngineDirectory directory;
  private final Path programs;
  private final String password;
  private final Map<String, String> settings;

  PostgresServer(
      EngineDirectory directory, Path programs, String password, Map<String, String> settings) {
    this.directory = directory;
    this.programs = programs;
    this.password = password;
    this.settings = Map.copyOf(settings);
  }

  static String password(Secrets secrets) {
    return secrets.password("postgresql." + USER);
  }

  private Path data() {
    return PostgresFiles.data(directory);
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

  @Override
  public Program program() {
    return Program.POSTGRES;
  }

  @Override
  public List<String> command(int port) {
    removeStaleLock();
    PrivateFiles.write(data().resolve("postgresql.conf"), configuration(port));
    PrivateFiles.write(
        data().resolve("pg_hba.conf"), "host all all " + Loopback.ADDRESS + "/32 scram-sha-256\n");
    List<String> command = new ArrayList<>(PostgresFiles.ownUserNamespace());
    command.addAll(List.of(programs.resolve("bin/postgres").toString(), "-D", data().toString()));
    return command;
  }

  private String configuration(int port) {
    var all = new LinkedHashMap<>(DEFAULTS);
    all.putAll(settings);
    all.put("listen_addresses", Loopback.ADDRESS);
    all.put("port", Integer.toString(port));
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
  public boolean answers(int port) {
    try (Connection connection = connect(port, DATABASE, password)) {
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
        createDatabase(port);
      }
      return false;
    }
  }

  private void createDatabase(int port) {
    try (Connection connection = connect(port, "postgres", password);
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + DATABASE);
    } catch (SQLException e) {
      throw new EngineException("cannot create the database " + DATABASE, e);
    }
  }

  static String jdbcUrl(int port, String database) {
    return "jdbc:postgresql://%s:%d/%s".formatted(Loopback.ADDRESS, port, database);
  }

  static Connection connect(int port, String database, String password) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", USER);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("sslmode", "disable");
    properties.setProperty("ApplicationName", "quintet-engines");
    return DriverManager.getConnection(jdbcUrl(port, database), properties);
  }
}
