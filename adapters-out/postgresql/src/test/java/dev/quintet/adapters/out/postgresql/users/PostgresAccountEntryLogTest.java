package dev.quintet.adapters.out.postgresql.users;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.adapters.out.contract.AccountEntryLogContract;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.postgresql.kernel.TestPostgres;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.users.AccountEntry;
import dev.quintet.domain.users.AccountEntryLog;
import dev.quintet.domain.users.TradingAccount;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PostgresAccountEntryLogTest implements AccountEntryLogContract {

  @Override
  public <P> P port(Class<P> type) {
    return TestPostgres.bean(type);
  }

  @Override
  public TenantId newTenant() {
    return TestPostgres.tenant();
  }

  /** Whoever runs them: the owner of the tables is bound by them too. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "account_has_what_its_last_entry_left | UPDATE $s.trading_accounts SET total = 8, free = 6",
        "account_total_is_locked_and_free | UPDATE $s.trading_accounts SET free = 8",
        "account_without_entries_is_empty | UPDATE $s.trading_accounts SET entries = NULL",
        "account_entry_changes_the_total | UPDATE $s.account_entries SET amount = 8 WHERE sequence = 2",
        "account_entry_changes_the_lock | UPDATE $s.account_entries SET lock = 8 WHERE sequence = 2",
        "account_has_what_its_last_entry_left | DELETE FROM $s.account_entries WHERE sequence = 2",
        "account_entry_follows_the_one_before | UPDATE $s.account_entries SET total_after = 8, amount = 8 WHERE sequence = 1",
        "account_entry_begins_with_nothing | UPDATE $s.account_entries SET total_before = 1, amount = 4 WHERE sequence = 1"
      })
  void noStatementLeavesMoneyThatNoEntryExplains(String constraint, String sql) throws Exception {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    for (String amount : new String[] {"5", "2"}) {
      AccountEntry.Change change =
          new AccountEntry.Change(
              "e" + amount,
              AccountEntry.Reason.DEPOSIT,
              Money.parse("amount", amount, "EUR"),
              Money.parse("locked", "1", "EUR"),
              "",
              Instant.EPOCH);
      port(AccountEntryLog.class)
          .append(tenant, null, account.id(), change, Fresh.write(tenant), Fresh.deadline());
    }
    try (Connection connection = TestPostgres.superuser();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute(sql.replace("$s", "tenant_" + tenant)))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining(constraint);
    }
  }
}
