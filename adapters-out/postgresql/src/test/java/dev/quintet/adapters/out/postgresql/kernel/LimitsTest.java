package dev.quintet.adapters.out.postgresql.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.tenancy.TenantId;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class LimitsTest {

  private static OptionalLong limit(Scope scope, TenantId tenant, String name) {
    return TestPostgres.pool(PostgresPool.SERVICE)
        .read(
            "read a limit",
            scope,
            Fresh.deadline(),
            transaction ->
                transaction.one(
                    "SELECT quintet.limit_of(?, NULL, ?)",
                    (statement, first) -> {
                      statement.setString(first, tenant.value());
                      statement.setString(first + 1, name);
                    },
                    row -> {
                      long most = row.getLong(1);
                      return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(most);
                    }));
  }

  @Test
  void aTenantHasTheLimitsOfItsTierAndSeesNoOthers() {
    TenantId pro = TestPostgres.tenant();
    TenantId other = TestPostgres.tenant();
    assertThat(limit(Scope.of(pro, null), pro, "max_trading_accounts")).hasValue(20);
    assertThat(limit(Scope.of(pro, null), pro, "nobody_set_this")).isEmpty();
    assertThat(limit(Scope.of(other, null), pro, "max_trading_accounts")).hasValue(0);
    assertThat(limit(Scope.NONE, pro, "max_trading_accounts")).hasValue(0);
  }
}
