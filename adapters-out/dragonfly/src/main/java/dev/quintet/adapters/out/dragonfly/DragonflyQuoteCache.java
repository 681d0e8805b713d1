package dev.quintet.adapters.out.dragonfly;

import dev.quintet.domain.marketdata.QuoteCache;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.shared.Observation;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future.State;
import java.util.function.Consumer;

/**
 * The newest ticks, each under a key of its tenant and symbol. When it was confirmed is part of the
 * entry, by the clock of the process that confirmed: a confirmation that reaches the server late,
 * out of a buffer, is then no longer taken for a fresh one.
 */
@Singleton
final class DragonflyQuoteCache implements QuoteCache {

  /** How far the clock of another process may be ahead of ours. */
  private static final long CLOCKS_DIFFER_MILLIS = 500;

  private final DragonflyPipeline pipeline;
  private final InstantSource clock;
  private final UnsentOffers unsent = new UnsentOffers(System::nanoTime);

  @Inject
  DragonflyQuoteCache(DragonflyPipeline pipeline) {
    this(pipeline, InstantSource.system());
  }

  DragonflyQuoteCache(DragonflyPipeline pipeline, InstantSource clock) {
    this.pipeline = pipeline;
    this.clock = clock;
  }

  @Override
  public StoreName store() {
    return DragonflyFailures.STORE;
  }

  @Override
  public Optional<Tick> find(TenantId tenant, Symbol symbol) {
    byte[] key = QuoteEntry.key(tenant, symbol);
    if (unsent.hide(key) || !pipeline.open()) {
      return Optional.empty();
    }
    AsyncCommand<byte[], byte[], byte[]> get = get(key);
    Observation access = pipeline.watch("find quote");
    pipeline.run(List.of(get));
    return answer(symbol, get, access);
  }

  @Override
  public void find(TenantId tenant, Symbol symbol, Consumer<Optional<Tick>> answer) {
    byte[] key = QuoteEntry.key(tenant, symbol);
    if (unsent.hide(key) || !pipeline.open()) {
      answer.accept(Optional.empty());
      return;
    }
    AsyncCommand<byte[], byte[], byte[]> get = get(key);
    Observation access = pipeline.watch("find quote");
    pipeline.begin(List.of(get), () -> answer.accept(answer(symbol, get, access)));
  }

  private Optional<Tick> answer(
      Symbol symbol, AsyncCommand<byte[], byte[], byte[]> get, Observation access) {
    if (get.state() != State.SUCCESS) {
      access.end(Observation.FAILED);
      return Optional.empty();
    }
    Optional<Tick> found =
        QuoteEntry.of(symbol, get.resultNow()).filter(this::counts).map(QuoteEntry::tick);
    access.end(found.isPresent() ? "hit" : "miss");
    return found;
  }

  @Override
  public void offer(TenantId tenant, Collection<Tick> ticks) {
    List<ScriptCall> batch = new ArrayList<>(Math.min(DragonflyPipeline.BATCH, ticks.size()));
    for (Tick tick : ticks) {
      byte[] key = QuoteEntry.key(tenant, tick.symbol());
      entry(tick, QuoteEntry.NOT_CONFIRMED)
          .ifPresentOrElse(
              entry -> batch.add(QuoteUpdate.of(key, entry, false)), () -> unsent.add(key));
      if (batch.size() == DragonflyPipeline.BATCH) {
        offer(batch);
        batch.clear();
      }
    }
    offer(batch);
  }

  private void offer(List<ScriptCall> updates) {
    update("offer quotes", updates).forEach(update -> unsent.add(update.key()));
  }

  @Override
  public void forget(TenantId tenant, Collection<Symbol> symbols) {
    List<byte[]> keys = symbols.stream().map(symbol -> QuoteEntry.key(tenant, symbol)).toList();
    if (!pipeline.open()) {
      keys.forEach(unsent::add);
      return;
    }
    List<AsyncCommand<byte[], byte[], Long>> commands =
        keys.stream().map(DragonflyQuoteCache::delete).toList();
    Observation access = pipeline.watch("forget quotes");
    pipeline.run(commands);
    boolean all = true;
    for (int i = 0; i < commands.size(); i++) {
      if (commands.get(i).state() != State.SUCCESS) {
        unsent.add(keys.get(i));
        all = false;
      }
    }
    access.end(all ? Observation.OK : Observation.FAILED, keys.size());
  }

  @Override
  public void confirm(TenantId tenant, Tick newest) {
    byte[] key = QuoteEntry.key(tenant, newest.symbol());
    entry(newest, clock.millis())
        .ifPresent(entry -> update("confirm quote", List.of(QuoteUpdate.of(key, entry, true))));
  }

  /** Empty for a tick with numbers that the service does not accept. */
  private static Optional<byte[]> entry(Tick tick, long confirmedAt) {
    try {
      return Optional.of(new QuoteEntry(tick, confirmedAt).bytes());
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** Whether a store confirmed it within the last 5 seconds. */
  private boolean counts(QuoteEntry entry) {
    long age = clock.millis() - entry.confirmedAt();
    return age >= -CLOCKS_DIFFER_MILLIS && age < QuoteUpdate.TIME_TO_LIVE.toMillis();
  }

  /** Returns those that may not have been carried out. */
  private List<ScriptCall> update(String operation, List<ScriptCall> updates) {
    if (updates.isEmpty() || !pipeline.open()) {
      return updates;
    }
    Observation access = pipeline.watch(operation);
    List<ScriptCall> left = pipeline.call(updates);
    access.end(left.isEmpty() ? Observation.OK : Observation.FAILED, updates.size());
    return left;
  }

  private static AsyncCommand<byte[], byte[], Long> delete(byte[] key) {
    return new AsyncCommand<>(
        new Command<>(
            CommandType.DEL,
            new IntegerOutput<>(ByteArrayCodec.INSTANCE),
            new CommandArgs<>(ByteArrayCodec.INSTANCE).addKey(key)));
  }

  private static AsyncCommand<byte[], byte[], byte[]> get(byte[] key) {
    return new AsyncCommand<>(
        new Command<>(
            CommandType.GET,
            new ValueOutput<>(ByteArrayCodec.INSTANCE),
            new CommandArgs<>(ByteArrayCodec.INSTANCE).addKey(key)));
  }
}
