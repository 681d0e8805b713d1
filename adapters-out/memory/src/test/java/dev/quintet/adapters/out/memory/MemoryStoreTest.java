package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.StoreContract;
import dev.quintet.domain.platform.Figure;
import dev.quintet.domain.platform.Figure.Unit;
import dev.quintet.domain.platform.Store;
import dev.quintet.domain.platform.StoreDeclaration;
import dev.quintet.domain.platform.StoreDeclaration.Loss;
import dev.quintet.domain.tenancy.TenantId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

final class MemoryStoreTest implements StoreContract {

  private final MemoryStore away = store();

  MemoryStoreTest() {
    away.before(
        () -> {
          throw MemoryFailures.late();
        });
  }

  @Override
  public MemoryStore store() {
    Figure figure = Figure.of("things", Unit.NUMBER, "of which there are none");
    return new MemoryStore(
        new StoreDeclaration(MemoryFailures.STORE, Loss.SLOWS_CALLS, List.of(figure)),
        Map.of(figure, BigDecimal.ZERO));
  }

  @Override
  public Store away() {
    return away;
  }

  @Override
  public TenantId provisioned() {
    return Fresh.tenant();
  }
}
