package dev.quintet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.bootstrap.cli.Verb;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The verbs about users and accounts, against the running service. */
final class UsersVerbTest {

  private static RunningService service;
  private static String key = "";

  @BeforeAll
  static void start() throws Exception {
    service = RunningService.get();
    String admin = service.newAdmin("users_verb");
    key = service.newKey(admin, "users_verb", "service");
  }

  private static Verb run(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--port", Integer.toString(service.grpcPort()), "--key", key));
    return Verb.run(all.toArray(String[]::new));
  }

  private static String done(String... words) {
    Verb verb = run(words);
    assertThat(verb.err()).isEmpty();
    assertThat(verb.exitCode()).isZero();
    return verb.out();
  }

  @Test
  void aUserIsAddedWithAnAccountWhoseMoneyFollowsFromItsEntries() {
    assertThat(run("accounts").err()).isEqualTo("quintet: there are no accounts\n");
    assertThat(done("users", "add", "ann", "--email", "ann@example.com", "--tier", "pro"))
        .contains("ann@example.com", "active");
    done("users", "add", "bob", "--email", "bob@example.com");
    assertThat(done("users", "--format", "csv"))
        .startsWith("user,email,username,tier,state,version,looks_like,created_at\nann,")
        .contains("\nbob,bob@example.com,bob,free,active,1,,");
    done(
        "accounts", "open", "a-1", "--user", "ann", "--broker", "Acme", "--number", "1001",
        "--currency", "EUR", "--kind", "live");
    String[] deposit = {
      "accounts", "enter", "a-1", "deposit", "--amount", "100.5", "--id", "e-1", "--currency", "EUR",
      "--at", "2026-11-01"
    };
    assertThat(done(deposit)).isEqualTo(done(deposit));
    done(
        "accounts", "enter", "a-1", "fee", "--id", "e-2", "--currency", "EUR", "--lock", "2",
        "--amount=-0.5", "--at", "2026-11-02T10:00:00Z");
    assertThat(done("accounts", "--user", "ann", "--format", "csv"))
        .isEqualTo(
            """
            account,user,platform,broker,number,kind,status,currency,balance,locked,free
            a-1,ann,mt5,Acme,1001,live,active,EUR,100,2,98
            """);
    assertThat(done("accounts", "entries", "a-1", "--format", "csv"))
        .startsWith("sequence,entry,reason,amount,currency,balance_after,locked_after,at,note\n1,e-1,deposit,100.5,EUR,100.5,0,");
    assertThat(run("accounts", "--on-behalf-of", "bob").err())
        .isEqualTo("quintet: there are no accounts\n");
    Verb refused = run("users", "delete", "ann");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("accounts that are not closed");
    assertThat(done("users", "deactivate", "bob")).contains("deactivated");
    assertThat(done("users", "reactivate", "bob")).contains("active");
    done("users", "delete", "bob");
    assertThat(run("receipt", "never", "--await", "1", "--store", "clickhouse").err())
        .contains("no operation never");
    assertThat(run("users", "--id", "bob").exitCode()).isEqualTo(1);
  }
}
