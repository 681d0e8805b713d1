package dev.quintet.adapters.out.dragonfly;

import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.QuoteCache;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.platform.Figure;
import dev.quintet.domain.platform.Figure.Unit;
import dev.quintet.domain.platform.Metric.Direction;
import dev.quintet.domain.platform.Store;
import dev.quintet.domain.platform.StoreDeclaration;
import dev.quintet.domain.platform.StoreDeclaration.Loss;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.Costs;
import dev.quintet.domain.trades.CurrentPosition;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.trades.PositionIndex;
import dev.quintet.domain.trades.PositionSummary;
import dev.quintet.domain.users.AccountId;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future.State;

/** DragonflyDB, or another server of the Redis protocol, as the platform sees it. */
@Singleton
final class DragonflyStore implements Store {

  static final Figure MEMORY = Figure.of("memory_usage", Unit.MEGABYTES, "that its data takes");
  static final Figure HIT_RATE =
      new Figure(
          "cache_hit_rate",
          Unit.PERCENT,
          Direction.HIGHER_IS_BETTER,
          "of lookups since the server started; null for fewer than 20");

  private static final StoreDeclaration DECLARATION =
      new StoreDeclaration(DragonflyFailures.STORE, Loss.SLOWS_CALLS, List.of(MEMORY, HIT_RATE));

  private static final long FEWEST_LOOKUPS = 20;

  /** A cache that is slower cannot be asked, whatever the deadline. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final int MOST_ATTEMPTS = 10;
  private static final Source SOURCE = new Source("canary");

  private final DragonflyLink link;
  private final QuoteCache quotes;
  private final PositionIndex positions;
  private final DragonflyPipeline pipeline;

  DragonflyStore(
      DragonflyLink link, QuoteCache quotes, PositionIndex positions, DragonflyPipeline pipeline) {
    this.link = link;
    this.positions = positions;
    this.quotes = quotes;
    this.pipeline = pipeline;
  }

  @Override
  public StoreDeclaration declaration() {
    return DECLARATION;
  }

  /** Entries have no schema, and expire before the next version reads them. */
  @Override
  public void migrate(Deadline deadline) {}

  /**
   * The server knows no tenants, and what it holds may be lost: there is nothing to check in it.
   */
  @Override
  public void verify(Deadline deadline) {}

  @Override
  public void ask(TenantId canary, Deadline deadline) {
    info(deadline);
  }

  @Override
  public Map<Figure, BigDecimal> figures(Deadline deadline) {
    String lines = info(deadline);
    Map<Figure, BigDecimal> figures = new HashMap<>();
    figures.put(MEMORY, Figure.megabytes(number(lines, "used_memory")));
    long hits = number(lines, "keyspace_hits");
    long lookups = hits + number(lines, "keyspace_misses");
    if (lookups >= FEWEST_LOOKUPS) {
      figures.put(HIT_RATE, Figure.percent(hits, lookups));
    }
    return figures;
  }

  /**
   * Reads and writes last quotes, and reads positions, across tenants. The server knows no tenants, so what is tried is
   * the way every call goes: the keys. Each run uses a symbol of its own, whose entries expire.
   */
  @Override
  public List<String> leaks(TenantId own, TenantId other, Deadline deadline) {
    Symbol symbol = canary();
    Tick planted = tick(symbol, BigDecimal.ONE, 0);
    Tick foreign = tick(symbol, BigDecimal.TWO, 1);
    Deadline patience = Deadline.after(least(PATIENCE, deadline.remaining()));
    List<String> leaks = new ArrayList<>();
    plant(other, planted, patience);
    Optional<Tick> read = quotes.find(own, symbol);
    if (read.isPresent()) {
      leaks.add("last quote of " + other + ", read acting for " + own);
    }
    plant(own, foreign, patience);
    quotes.offer(own, List.of(foreign));
    Tick left = quotes.find(other, symbol).orElseThrow(DragonflyFailures::unavailable);
    if (!left.equals(planted)) {
      leaks.add("last quote of " + other + ", changed acting for " + own);
    }
    CurrentPosition position = position(symbol);
    positions.put(other, List.of(position), patience);
    if (find(own, position).isPresent()) {
      leaks.add("position of " + other + ", read acting for " + own);
    }
    if (find(other, position).isEmpty()) {
      throw DragonflyFailures.unavailable();
    }
    return leaks;
  }

  private Optional<CurrentPosition> find(TenantId tenant, CurrentPosition position) {
    CompletableFuture<Optional<CurrentPosition>> answer = new CompletableFuture<>();
    positions.find(tenant, position.position().key(), answer::complete);
    return answer.join();
  }

  private static CurrentPosition position(Symbol symbol) {
    Money none = Money.zero(Money.currency("EUR"));
    return new CurrentPosition(
        new PositionSummary(
            new Position.Key(new AccountId("canary"), symbol, ""),
            BigDecimal.ONE,
            BigDecimal.ONE,
            none,
            none,
            Costs.none(none.currency()),
            1,
            Instant.EPOCH),
        new UserId("canary"),
        1);
  }

  /** Seen by its own tenant: otherwise finding none would prove nothing. */
  private void plant(TenantId tenant, Tick tick, Deadline patience) {
    try {
      for (int attempt = 0; attempt < MOST_ATTEMPTS && link.await(patience); attempt++) {
        quotes.confirm(tenant, tick);
        if (quotes.find(tenant, tick.symbol()).filter(tick::equals).isPresent()) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw DragonflyFailures.unavailable();
  }

  private static Tick tick(Symbol symbol, BigDecimal price, int sequence) {
    return new Tick.TradePrint(
        symbol, SOURCE, EventTime.MIN, sequence, price, BigDecimal.ONE, EventTime.MIN);
  }

  private static Symbol canary() {
    String unique = UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT);
    return new Symbol("CANARY-" + unique.substring(0, 25));
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  /**
   * What the server answers to {@code INFO}: lines of {@code name:value}. One late answer is a busy
   * machine, not a server that is down.
   */
  private String info(Deadline deadline) {
    Optional<String> answer = Optional.empty();
    while (answer.isEmpty()) {
      if (!pipeline.open() || deadline.expired()) {
        throw DragonflyFailures.unavailable();
      }
      answer = ask();
    }
    return answer.get();
  }

  private Optional<String> ask() {
    List<AsyncCommand<byte[], byte[], byte[]>> questions = List.of(info("memory"), info("stats"));
    pipeline.run(questions);
    StringBuilder lines = new StringBuilder("\n");
    for (AsyncCommand<byte[], byte[], byte[]> question : questions) {
      if (question.state() != State.SUCCESS) {
        return Optional.empty();
      }
      lines.append(new String(question.resultNow(), StandardCharsets.UTF_8));
    }
    return Optional.of(lines.toString());
  }

  private static AsyncCommand<byte[], byte[], byte[]> info(String section) {
    return new AsyncCommand<>(
        new Command<>(
            CommandType.INFO,
            new ValueOutput<>(ByteArrayCodec.INSTANCE),
            new CommandArgs<>(ByteArrayCodec.INSTANCE).add(section)));
  }

  static long number(String lines, String name) {
    int at = lines.indexOf("\n" + name + ":");
    if (at < 0) {
      throw DragonflyFailures.unavailable();
    }
    int from = at + name.length() + 2;
    int to = from;
    while (to < lines.length() && Character.isDigit(lines.charAt(to))) {
      to++;
    }
    return Long.parseLong(lines, from, to, 10);
  }
}
