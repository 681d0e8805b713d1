package dev.quintet.benchmarks;

import dev.quintet.client.QuintetClient;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Sha256;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.users.AccountEntry;
import dev.quintet.domain.users.AccountEntryLog;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.writes.Write;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * An entry of a trading account, durable, in process: the ledger of writes, the entry and the account's
 * funds, under tenant context and row security. Beside it the same transaction by pgjdbc on a pool, as a
 * user for whom no row security holds: two statements and a commit. Each side has an account of its own;
 * one caller, 4,000 entries a turn ({@code --rows}), for it takes some thousands until both are compiled; before
 * the first round three rounds do not count. Ratio: p50 to p50.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar run account-entry</pre>
 */
final class AccountEntries {

  private static final int ROUNDS = 7;
  private static final int WARM_UP = 3;
  private static final int ENTRIES = 4_000;
  private static final TenantId TENANT = new TenantId("demo");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Money ONE = Money.parse("amount", "1", "EUR");

  private AccountEntries() {}

  static Samples run(Run run) throws Exception {
    int entries = run.rows().orElse(ENTRIES);
    try (Quintet quintet = run.startQuintet()) {
      try (QuintetClient client = quintet.client()) {
        UserReads.addUser(client);
        for (String account : new String[] {"own", "bare"}) {
          client
              .users()
              .openAccount(account, UserReads.USER, "mt5", "Acme", account, "live", "EUR");
        }
      }
      int[] number = new int[1];
      try (Adapters adapters = Adapters.on(quintet.stores());
          BarePostgres bare = quintet.stores().postgres(1)) {
        AccountEntryLog log = adapters.entries();
        Rounds rounds =
            new Rounds(run, WARM_UP, ROUNDS)
                .side("Quintet", round -> median(entries, () -> append(log, number[0]++)))
                .side("JDBC", round -> median(entries, () -> append(bare, number[0]++)))
                .measure();
        rounds.print("p50 %5.0f us (%s)", millis -> millis * 1_000);
        return rounds.ratio("Quintet", "JDBC");
      }
    }
  }

  private static double median(int calls, Latency.Call call) throws Exception {
    return Latency.millis(calls, call).median();
  }

  private static void append(AccountEntryLog log, int number) {
    Instant now = Instant.now();
    AccountEntry.Change change =
        new AccountEntry.Change(
            "e-" + number,
            AccountEntry.Reason.DEPOSIT,
            ONE,
            Money.zero(ONE.currency()),
            "",
            now);
    Write write =
        new Write(
            new Subject(TENANT, ServiceName.of(Role.SERVICE), null),
            "account_entry",
            "own/" + change.id(),
            Sha256.hex(change.toString()),
            now,
            "1",
            null);
    AccountEntry unused =
        log.append(
            TENANT, null, new AccountId("own"), change, write, Deadline.after(PATIENCE));
  }

  private static void append(BarePostgres bare, int number) throws SQLException {
    bare.entry("bare", "e-" + number, Sha256.of("e-" + number));
  }
}
