package dev.quintet.adapters.out.dragonfly;

import static org.awaitility.Awaitility.await;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.QuoteCacheContract;
import dev.quintet.domain.marketdata.QuoteCache;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.engines.SharedEngines;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DragonflyQuoteCacheTest implements QuoteCacheContract {

  private TestDragonfly dragonfly;

  @BeforeAll
  void open() {
    // A machine that is busy with other tests must not make the cache give up.
    dragonfly =
        new TestDragonfly(SharedEngines.redis(), Map.of("quintet.dragonfly.command-timeout", "1s"));
    dragonfly.awaitAnswers(Duration.ofSeconds(20));
  }

  @AfterAll
  void close() {
    dragonfly.close();
  }

  @Override
  public QuoteCache quotes() {
    return dragonfly.quotes();
  }

  @Override
  public void letEverythingExpire() {
    TenantId tenant = Fresh.tenant();
    quotes().confirm(tenant, TestDragonfly.tick(0));
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> quotes().find(tenant, TestDragonfly.SYMBOL).isEmpty());
  }
}
