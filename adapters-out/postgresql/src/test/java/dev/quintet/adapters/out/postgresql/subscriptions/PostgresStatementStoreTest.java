package dev.quintet.adapters.out.postgresql.subscriptions;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.StatementStoreContract;
import dev.quintet.adapters.out.postgresql.kernel.TestPostgres;
import dev.quintet.domain.subscriptions.Statement;
import dev.quintet.domain.subscriptions.StatementStore;
import dev.quintet.domain.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PostgresStatementStoreTest implements StatementStoreContract {

  @Override
  public StatementStore store() {
    return TestPostgres.bean(StatementStore.class);
  }

  @Override
  public TenantId newTenant() {
    return TestPostgres.tenant();
  }

  /** Even somebody who goes past the service leaves a trace: the hash is checked by the table. */
  @Test
  void aStatementWithoutItsHashIsRefused() throws SQLException {
    TenantId tenant = newTenant();
    store().keep(Statement.of(tenant, FEBRUARY, List.of()), Fresh.deadline());
    try (Connection superuser = TestPostgres.superuser();
        var changing = superuser.createStatement()) {
      assertThatThrownBy(
              () ->
                  changing.execute(
                      "UPDATE quintet.usage_statements SET content = 'x' WHERE tenant_id = '"
                          + tenant + "'"))
          .hasMessageContaining("check constraint");
    }
  }
}
