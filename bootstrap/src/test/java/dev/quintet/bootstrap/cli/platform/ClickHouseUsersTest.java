package dev.quintet.bootstrap.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.bootstrap.cli.Verb;
import org.junit.jupiter.api.Test;

final class ClickHouseUsersTest {

  /** What the statements are is checked beside the declarations they are made from. */
  @Test
  void printsStatementsForAServerOfOnesOwn() {
    Verb ran = Verb.run("clickhouse-users");
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .contains(
            "CREATE USER IF NOT EXISTS quintet_reader",
            "GRANT INSERT ON quintet.ticks TO quintet_writer;",
            "CREATE ROW POLICY OR REPLACE quintet_definer ON quintet.ticks USING tenant_id =");
  }
}
