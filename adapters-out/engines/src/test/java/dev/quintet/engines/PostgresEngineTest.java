package dev.quintet.engines;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgresEngineTest implements EngineContract<PostgresEngine> {
  private EngineLab<PostgresEngine> lab;

  @BeforeAll
  void open(@TempDir Path directory) {
    lab = new EngineLab<>(directory, PostgresEngineTest::start);
  }

  @AfterAll
  void close() {
    lab.close();
  }

  private static PostgresEngine start(EngineHome home) {
    return PostgresEngine.start(home, Map.of("max_connections", "20", "fsync", "off"));
  }

  @Override
  public EngineLab<PostgresEngine> lab() {
    return lab;
  }

  @Override
  public Program program() {
    return Program.POSTGRES;
  }

  @Override
  public Path directory() {
    return lab.home().directory().resolve("postgresql");
  }

  @Override
  public List<String> passwords(PostgresEngine engine) {
    return List.of(engine.password());
  }

  @Override
  public boolean worksFor(PostgresEngine engine, @Nullable String password) {
    var login = new Properties();
    login.setProperty("user", engine.user());
    if (password != null) {
      login.setProperty("password", password);
    }
    try (Connection connection = DriverManager.getConnection(engine.jdbcUrl(), login)) {
      return ask(connection, "SELECT 1").equals("1");
    } catch (SQLException e) {
      return false;
    }
  }

  @Test
  void keepsWhatWasCommittedThroughARestartAndAKill() throws SQLException {
    try (Connection connection = lab.running().connect()) {
      run(connection, "CREATE TABLE kept (id INT PRIMARY KEY)");
      run(connection, "INSERT INTO kept VALUES (1)");
    }
    PostgresEngine engine = lab.restarted();
    try (Connection connection = engine.connect()) {
      assertThat(ask(connection, "SELECT string_agg(id::text, ',') FROM kept")).isEqualTo("1");
      run(connection, "INSERT INTO kept VALUES (2)");
    }
    engine.kill();
    try (Connection connection = lab.start().connect()) {
      assertThat(ask(connection, "SELECT string_agg(id::text, ',' ORDER BY id) FROM kept"))
          .isEqualTo("1,2");
    }
  }

  @Test
  void isDurableAndClosedWhateverItsSettingsSay() throws SQLException {
    try (Connection connection = lab.running().connect()) {
      assertThat(ask(connection, "SHOW fsync")).isEqualTo("on");
      assertThat(ask(connection, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(ask(connection, "SHOW full_page_writes")).isEqualTo("on");
      assertThat(ask(connection, "SHOW data_checksums")).isEqualTo("on");
      assertThat(ask(connection, "SHOW unix_socket_directories")).isEmpty();
      assertThat(ask(connection, "SHOW max_connections")).isEqualTo("20");
      assertThat(
              ask(
                  connection,
                  "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules"))
          .isEqualTo("scram-sha-256");
      assertThatThrownBy(() -> run(connection, "ALTER SYSTEM SET fsync = off"))
          .hasMessageContaining("ALTER SYSTEM");
    }
  }

  @Test
  void keepsStatementsThatFailOutOfTheLog() throws SQLException, IOException {
    try (Connection connection = lab.running().connect()) {
      assertThatThrownBy(() -> run(connection, "ALTER ROLE nobody_here LOGIN PASSWORD 'hush-hush'"))
          .hasMessageContaining("nobody_here");
    }
    assertThat(Files.readString(directory().resolve("engine.log"))).doesNotContain("hush-hush");
  }

  @Test
  void doesNotTrustTheLockFileOfAServerThatWasKilled() throws IOException {
    lab.running().kill();
    Path lock = directory().resolve("data/postmaster.pid");
    String ofKilled = Files.readString(lock);
    long stranger = ProcessHandle.current().pid();
    Files.writeString(lock, ofKilled.replaceFirst("\\d+", Long.toString(stranger)));
    assertThat(lab.start().alive()).isTrue();
  }

  @Test
  void finishesAFirstStartThatWasCutShort(@TempDir Path directory) throws IOException {
    Path halfMade = directory.resolve("postgresql/data.new/base");
    Files.createDirectories(halfMade);
    try (PostgresEngine engine = start(home(directory))) {
      assertThat(engine.alive()).isTrue();
    }
    assertThat(directory.resolve("postgresql/data.new")).doesNotExist();
  }

  @Test
  void saysSoWhenThePasswordsOfItsDirectoryAreGone(@TempDir Path elsewhere) throws IOException {
    lab.running().stop();
    Path secrets = lab.home().directory().resolve("secrets.properties");
    Path kept = Files.copy(secrets, elsewhere.resolve("kept"));
    Files.delete(secrets);
    assertThatThrownBy(() -> start(home(lab.home().directory())))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("refuses the password");
    Files.copy(kept, secrets, REPLACE_EXISTING);
  }

  private static EngineHome home(Path directory) {
    return EngineHome.in(directory, EngineFiles.ofUser(), StartProgress.SILENT);
  }

  private static String ask(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
