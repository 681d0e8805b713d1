package dev.quintet.adapters.out.postgresql.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.StoreContract;
import dev.quintet.domain.platform.Figure;
import dev.quintet.domain.platform.Store;
import dev.quintet.domain.tenancy.TenantId;
import io.micronaut.context.ApplicationContext;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgresStoreTest implements StoreContract {

  private final Store store = TestPostgres.bean(Store.class);
  private final ApplicationContext nowhere =
      TestPostgres.context(
          Map.of("quintet.postgresql.url", "jdbc:postgresql://127.0.0.1:1/none"));

  @AfterAll
  void close() {
    nowhere.close();
  }

  @Override
  public Store store() {
    return store;
  }

  @Override
  public Store away() {
    return nowhere.getBean(Store.class);
  }

  @Override
  public TenantId provisioned() {
    return TestPostgres.tenant();
  }

  private Map<Figure, BigDecimal> figures() {
    return store.figures(Fresh.deadline());
  }

  @Test
  void aConnectionMoreIsOneMore() throws SQLException {
    Map<Figure, BigDecimal> before = figures();
    try (Connection more = TestPostgres.superuser();
        Connection another = TestPostgres.service()) {
      assertThat(more.isValid(1) && another.isValid(1)).isTrue();
      assertThat(figures().get(PostgresStore.CONNECTIONS))
          .isGreaterThan(before.get(PostgresStore.CONNECTIONS));
    }
    assertThat(before.get(PostgresStore.MAX_CONNECTIONS))
        .isGreaterThan(before.get(PostgresStore.CONNECTIONS));
  }

  @Test
  void aSchemaIsCountedWhenItIsThere() {
    BigDecimal before = figures().getOrDefault(PostgresStore.SCHEMAS, BigDecimal.ZERO);
    TestPostgres.unprovisioned();
    TestPostgres.tenant();

    assertThat(figures()).containsEntry(PostgresStore.SCHEMAS, before.add(BigDecimal.ONE));
  }
}
