package dev.quintet.adapters.out.memory;

import dev.quintet.domain.platform.Figure;
import dev.quintet.domain.platform.Store;
import dev.quintet.domain.platform.StoreDeclaration;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.UnsafeStoreException;
import dev.quintet.domain.tenancy.TenantId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** A store that holds nothing. It answers what a test sets, after what a test does before. */
public final class MemoryStore implements Store {

  private final StoreDeclaration declaration;
  private final Map<Figure, BigDecimal> figures;
  private final AtomicInteger measured = new AtomicInteger();
  private volatile Runnable before = () -> {};
  private volatile List<String> violations = List.of();
  private volatile BiFunction<TenantId, TenantId, List<String>> leaks = (own, other) -> List.of();

  public MemoryStore(StoreDeclaration declaration, Map<Figure, BigDecimal> figures) {
    this.declaration = declaration;
    this.figures = Map.copyOf(figures);
  }

  /** Runs before every question; it may fail or wait. */
  public void before(Runnable work) {
    before = work;
  }

  /** What its guards find from now on. */
  public void violations(List<String> found) {
    violations = List.copyOf(found);
  }

  /** What one tenant reaches of the other from now on. */
  public void leaks(BiFunction<TenantId, TenantId, List<String>> reached) {
    leaks = reached;
  }

  /** How often its figures were asked for. */
  public int measured() {
    return measured.get();
  }

  @Override
  public StoreDeclaration declaration() {
    return declaration;
  }

  @Override
  public void migrate(Deadline deadline) {
    answer(deadline);
  }

  @Override
  public void verify(Deadline deadline) {
    answer(deadline);
    if (!violations.isEmpty()) {
      throw new UnsafeStoreException(declaration.name().word(), violations);
    }
  }

  @Override
  public void ask(TenantId canary, Deadline deadline) {
    answer(deadline);
  }

  @Override
  public List<String> leaks(TenantId own, TenantId other, Deadline deadline) {
    answer(deadline);
    return leaks.apply(own, other);
  }

  @Override
  public Map<Figure, BigDecimal> figures(Deadline deadline) {
    measured.incrementAndGet();
    answer(deadline);
    return figures;
  }

  private void answer(Deadline deadline) {
    MemoryFailures.check(deadline);
    before.run();
  }
}
