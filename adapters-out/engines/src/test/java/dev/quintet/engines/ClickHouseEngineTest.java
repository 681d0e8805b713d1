package dev.quintet.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClickHouseEngineTest implements EngineContract<ClickHouseEngine> {
  private EngineLab<ClickHouseEngine> lab;

  @BeforeAll
  void open(@TempDir Path directory) {
    lab = new EngineLab<>(directory, ClickHouseEngineTest::start);
  }

  @AfterAll
  void close() {
    lab.close();
  }

  private static ClickHouseEngine start(EngineHome home) {
    return ClickHouseEngine.start(home, ClickHouseConfig.with(Sql.USERS));
  }

  @Override
  public EngineLab<ClickHouseEngine> lab() {
    return lab;
  }

  @Override
  public Program program() {
    return Program.CLICK_HOUSE;
  }

  @Override
  public Path directory() {
    return lab.home().directory().resolve("clickhouse");
  }

  @Override
  public List<String> passwords(ClickHouseEngine engine) {
    return Stream.of("admin", "reader")
        .map(role -> engine.password("quintet_" + role))
        .toList();
  }

  @Override
  public boolean worksFor(ClickHouseEngine engine, @Nullable String password) {
    return password == null
        ? Sql.askWithoutCredentials(engine, "SELECT 1").equals("1")
        : Sql.ask(engine, engine.admin(), password, "SELECT 1").equals("1");
  }

  @Test
  void keepsWhatWasInsertedThroughARestartAndAKill() {
    ClickHouseEngine engine = lab.running();
    assertThat(asAdmin(engine, "CREATE DATABASE kept")).isEmpty();
    assertThat(asAdmin(engine, "CREATE TABLE kept.t (id Int32) ENGINE = MergeTree ORDER BY id"))
        .isEmpty();
    assertThat(asAdmin(engine, "INSERT INTO kept.t VALUES (1)")).isEmpty();
    engine = lab.restarted();
    assertThat(asAdmin(engine, "SELECT groupArray(id) FROM kept.t")).isEqualTo("[1]");
    assertThat(asAdmin(engine, "INSERT INTO kept.t VALUES (2)")).isEmpty();
    engine.kill();
    assertThat(asAdmin(lab.start(), "SELECT arraySort(groupArray(id)) FROM kept.t"))
        .isEqualTo("[1,2]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "SELECT currentUser() SETTINGS max_query_size = 100000",
        "SYSTEM STOP LISTEN HTTP",
        "KILL QUERY WHERE 1 ASYNC",
        "SET readonly = 0",
        "SHOW DATABASES",
      })
  void nobodyLogsInAsTheUserOfItsOwnSession(String statement) {
    ClickHouseEngine engine = lab.running();
    assertThat(Sql.askWithoutCredentials(engine, statement)).startsWith("There is no handle");
    assertThat(Sql.ask(engine, "default", "", statement)).startsWith("There is no handle");
    for (String parameter : List.of("user=default", "max_query_size=100000", "session_id=s")) {
      assertThat(Sql.askWithoutCredentials(engine, statement, parameter))
          .startsWith("There is no handle");
    }
    assertThat(
            Sql.ask(engine, engine.admin(), engine.password(engine.admin()), statement, "user=default"))
        .startsWith("Code: 516");
  }

  @Test
  void cancelsRunningQueriesAndClosesIdleConnectionsWhenStopped() throws IOException {
    ClickHouseEngine engine = lab.running();
    try (var idle = new Socket(engine.host(), engine.port());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var slow = threads.submit(() -> asAdmin(engine, "SELECT count() FROM numbers(1e13)"));
      await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () ->
                  asAdmin(engine, "SELECT count() FROM system.processes WHERE query LIKE '%1e13%'")
                      .equals("2"));
      long from = System.nanoTime();
      engine.stop();
      assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(8));
      assertThat(idle.getInputStream().read()).isEqualTo(-1);
      assertThat(slow).succeedsWithin(Duration.ofSeconds(5));
    }
    assertThat(engine.alive()).isFalse();
  }

  @Test
  void saysWhatIsWrongWithItsConfiguration() {
    var broken = new ClickHouseConfig("<clickhouse><oops></clickhouse>", "<clickhouse/>");
    lab.close();
    assertThatThrownBy(() -> ClickHouseEngine.start(lab.home(), broken))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("clickhouse ended while it started")
        .hasMessageContaining("config.xml");
    assertThat(ProcessTable.find(directory(), program())).isEmpty();
  }

  private static String asAdmin(ClickHouseEngine engine, String sql) {
    return Sql.ask(engine, engine.admin(), engine.password(engine.admin()), sql);
  }
}
