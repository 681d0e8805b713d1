package dev.quintet.adapters.out.dragonfly;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.domain.trades.LatestSignalIndex;
import dev.quintet.domain.trades.RecordedSignal;
import dev.quintet.domain.trades.SignalChange;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The latest signal of a symbol of a tenant, and that of each owner, each under a key of its own. The words of
 * an entry are those of the change, behind tenant, owner and symbol.
 */
@Singleton
final class DragonflyLatestSignalIndex implements LatestSignalIndex {

  static final Duration LIFE = Duration.ofSeconds(300);

  private static final int FORMAT = 2;

  private final DragonflyPipeline pipeline;

  DragonflyLatestSignalIndex(DragonflyPipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  public StoreName store() {
    return DragonflyFailures.STORE;
  }

  @Override
  public void put(TenantId tenant, List<RecordedSignal> signals, Deadline deadline) {
    List<ScriptCall> puts = new ArrayList<>(2 * signals.size());
    for (RecordedSignal signal : signals) {
      UserId owner = signal.signal().user();
      puts.add(put(Viewer.of(tenant), signal));
      if (owner != null) {
        puts.add(put(new Viewer(tenant, owner), signal));
      }
    }
    pipeline.put("put signals", puts, deadline);
  }

  private static ScriptCall put(Viewer viewer, RecordedSignal recorded) {
    Symbol symbol = recorded.signal().symbol();
    List<String> words = new ArrayList<>(own(viewer, symbol));
    words.addAll(SignalChange.words(recorded));
    return VersionedEntry.put(
        key(viewer, symbol),
        VersionedEntry.bytes(
            FORMAT,
            ChronoUnit.MICROS.between(Instant.EPOCH, recorded.signal().at()),
            recorded.number(),
            words),
        LIFE);
  }

  private static List<String> own(Viewer viewer, Symbol symbol) {
    UserId user = viewer.user();
    return List.of(viewer.tenant().value(), user == null ? "" : user.value(), symbol.value());
  }

  static byte[] key(Viewer viewer, Symbol symbol) {
    List<String> own = own(viewer, symbol);
    return VersionedEntry.key("signal", viewer.tenant(), own.get(1), own.get(2));
  }

  @Override
  public void find(
      Viewer viewer, Symbol symbol, Consumer<Optional<RecordedSignal>> answer) {
    pipeline.get(
        "find signal",
        key(viewer, symbol),
        stored -> answer.accept(signal(viewer, symbol, stored)));
  }

  /** What the bytes say; empty unless we wrote them, for that viewer and symbol. */
  private static Optional<RecordedSignal> signal(
      Viewer viewer, Symbol symbol, byte @Nullable [] stored) {
    return VersionedEntry.read(FORMAT, own(viewer, symbol), stored, SignalChange::signal);
  }
}
