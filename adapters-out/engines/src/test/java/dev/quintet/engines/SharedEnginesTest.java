package dev.quintet.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

final class SharedEnginesTest {
  @Test
  void postgresAnswersWithItsPassword() throws Exception {
    PostgresEngine postgres = SharedEngines.postgres();
    try (var connection = postgres.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT current_user, current_database()")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo(postgres.user());
      assertThat(rows.getString(2)).isEqualTo(postgres.database());
    }
  }

  @Test
  void clickHouseAnswersItsAdministrator() throws Exception {
    ClickHouseEngine clickHouse = SharedEngines.clickHouse(Sql.USERS);
    String user = clickHouse.admin();
    assertThat(Sql.ask(clickHouse, user, clickHouse.password(user), "SELECT currentUser()"))
        .isEqualTo(user);
  }

  @Test
  void redisAnswersWithItsPassword() throws Exception {
    RedisEngine redis = SharedEngines.redis();
    try (var socket = new Socket(redis.host(), redis.port())) {
      assertThat(Resp.ask(socket, "AUTH " + redis.password())).isEqualTo("+OK");
      assertThat(Resp.ask(socket, "PING")).isEqualTo("+PONG");
    }
  }

  @Test
  void aMissingEngineFailsTheTestsThatNeedItWhereItIsRequired() {
    var missing = new SharedEngine<RedisEngine>(true);
    assertThatThrownBy(() -> missing.get(SharedEnginesTest::noEngine)).isInstanceOf(EngineException.class);
    assertThatThrownBy(() -> missing.get(SharedEnginesTest::noEngine)).isInstanceOf(EngineException.class);
  }

  @Test
  void aMissingEngineSkipsTheTestsThatNeedItElsewhere() {
    var missing = new SharedEngine<RedisEngine>(false);
    assertThatThrownBy(() -> missing.get(SharedEnginesTest::noEngine))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("npm was not found");
  }

  private static RedisEngine noEngine() {
    throw new EngineException("npm was not found");
  }
}
