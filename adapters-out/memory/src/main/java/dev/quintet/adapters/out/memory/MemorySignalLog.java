package dev.quintet.adapters.out.memory;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.RecordedSignal;
import dev.quintet.domain.trades.Signal;
import dev.quintet.domain.trades.SignalChange;
import dev.quintet.domain.trades.SignalLog;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Signals in a list for each tenant. */
public final class MemorySignalLog implements SignalLog {

  private final MemoryOnce once;
  private final MemoryOutboxStore outbox;
  private final Map<TenantId, List<RecordedSignal>> all = new HashMap<>();

  MemorySignalLog(MemoryOnce once, MemoryOutboxStore outbox) {
    this.once = once;
    this.outbox = outbox;
  }

  @Override
  public Answer.Recorded append(
      TenantId tenant,
      Signal signal,
      Tier tier,
      Set<String> stores,
      Write write,
      Deadline deadline) {
    return once.together(
        write,
        () -> {
          RecordedSignal recorded = add(tenant, signal, tier, write);
          outbox.add(
              SignalChange.operation(tenant, signal, stores),
              List.of(SignalChange.of(recorded)));
        },
        deadline);
  }

  private synchronized RecordedSignal add(
      TenantId tenant, Signal signal, Tier tier, Write write) {
    List<RecordedSignal> own = all.computeIfAbsent(tenant, id -> new ArrayList<>());
    RecordedSignal recorded = new RecordedSignal(signal, tier, own.size() + 1L, write.at());
    own.add(recorded);
    return recorded;
  }

  @Override
  public synchronized Optional<RecordedSignal> latest(
      TenantId tenant, @Nullable UserId user, Symbol symbol, Deadline deadline) {
    MemoryFailures.check(deadline);
    return all.getOrDefault(tenant, List.of()).stream()
        .filter(it -> user == null || user.equals(it.signal().user()))
        .filter(it -> it.signal().symbol().equals(symbol))
        .max(RecordedSignal.ORDER);
  }
}
