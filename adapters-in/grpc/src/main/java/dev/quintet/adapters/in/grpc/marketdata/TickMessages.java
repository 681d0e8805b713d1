package dev.quintet.adapters.in.grpc.marketdata;

import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.marketdata.BatchId;
import dev.quintet.domain.marketdata.BatchTerms;
import dev.quintet.domain.marketdata.Decimals;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.marketdata.TickColumns;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.marketdata.v1.AnnulTicksRequest;
import dev.quintet.marketdata.v1.Tick;
import dev.quintet.marketdata.v1.TickIdentity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ticks that are sent one by one, as columns: those of a small feed, and those that are withdrawn. */
final class TickMessages {

  /** More come as columns: a row is ten times as much work. */
  static final int MOST = 1_000;

  /** Longer texts are no decimals of ours; see {@link Decimals}. */
  private static final int MOST_DIGITS = 64;

  private TickMessages() {}

  /**
   * The rows as columns, prices at their largest scale.
   *
   * @param ticks at least one
   * @throws ProblemException Invalid, naming the row and its field
   */
  static TickColumns columns(List<Tick> ticks, Source source) {
    if (ticks.size() > MOST) {
      throw ProblemException.invalid("ticks", "must be at most " + MOST + "; send columns");
    }
    int rows = ticks.size();
    boolean quotes = ticks.getFirst().hasQuote();
    boolean sequenced = ticks.stream().anyMatch(tick -> tick.getSequence() != 0);
    List<Symbol> symbols = new ArrayList<>();
    int[] indexes = new int[rows];
    int[] sequences = new int[rows];
    long[] times = new long[rows];
    long[] first = new long[rows];
    long[] second = new long[rows];
    BigDecimal[] volumes = new BigDecimal[rows];
    for (int row = 0; row < rows; row++) {
      Tick tick = ticks.get(row);
      check(tick, quotes, source, row);
      Symbol symbol = new Symbol(tick.getSymbol());
      indexes[row] = symbols.indexOf(symbol);
      if (indexes[row] < 0) {
        indexes[row] = symbols.size();
        symbols.add(symbol);
      }
      times[row] = tick.getEventTimeNanos();
      sequences[row] = tick.getSequence();
      first[row] =
          quotes
              ? price(row, "quote.bid", tick.getQuote().getBid())
              : price(row, "trade.price", tick.getTrade().getPrice());
      second[row] = quotes ? price(row, "quote.ask", tick.getQuote().getAsk()) : 0;
      volumes[row] = volume(row, tick.getVolume());
    }
    int scale = scale(volumes);
    return new TickColumns(
        quotes ? TickKind.QUOTE : TickKind.TRADE,
        symbols.toArray(Symbol[]::new),
        indexes,
        times,
        sequenced ? sequences : null,
        Decimals.PRICE_SCALE,
        first,
        quotes ? second : null,
        scale,
        units(volumes, scale));
  }

  /**
   * The ticks that are to be withdrawn.
   *
   * @throws ProblemException Invalid, naming the field; also for a row that cannot be stored
   */
  static TickBatch annulment(AnnulTicksRequest request, Principal principal, Instant now) {
    UserId user = owner(principal, request.getUserId());
    BatchId id = new BatchId(request.getBatchId());
    Source source = new Source(request.getSource());
    List<TickIdentity> ticks = request.getTicksList();
    if (ticks.isEmpty() || ticks.size() > MOST) {
      throw ProblemException.invalid("ticks", "must be 1 to " + MOST);
    }
    TickKind kind =
        switch (request.getKind()) {
          case TICK_KIND_QUOTE -> TickKind.QUOTE;
          case TICK_KIND_TRADE -> TickKind.TRADE;
          case TICK_KIND_UNSPECIFIED, UNRECOGNIZED ->
              throw ProblemException.invalid("kind", "must be quote or trade");
        };
    List<Symbol> symbols =
        ticks.stream().map(tick -> new Symbol(tick.getSymbol())).distinct().toList();
    Map<String, Integer> indexes = new HashMap<>();
    symbols.forEach(symbol -> indexes.put(symbol.value(), indexes.size()));
    TickColumns columns =
        new TickColumns(
            kind,
            symbols.toArray(Symbol[]::new),
            ticks.stream().mapToInt(tick -> indexes.getOrDefault(tick.getSymbol(), -1)).toArray(),
            ticks.stream().mapToLong(TickIdentity::getEventTimeNanos).toArray(),
            ticks.stream().mapToInt(TickIdentity::getSequence).toArray(),
            0,
            new long[ticks.size()],
            kind == TickKind.QUOTE ? new long[ticks.size()] : null,
            0,
            null);
    TickBatch batch =
        TickBatch.admit(id, source, user, new BatchTerms(false, true, true), columns, now);
    batch.rejected().stream()
        .findFirst()
        .ifPresent(
            row -> {
              throw ProblemException.invalid(field(row.index(), row.field()), row.reason());
            });
    return batch;
  }

  /** Whose the ticks are: null for the tenant's own. */
  static @Nullable UserId owner(Principal principal, String named) {
    return Access.owner(principal, named.isEmpty() ? null : new UserId(named));
  }

  private static void check(Tick tick, boolean quotes, Source source, int row) {
    if (quotes ? !tick.hasQuote() : !tick.hasTrade()) {
      throw ProblemException.invalid(field(row, "value"), "must be quotes or trades, all the same");
    }
    if (!tick.getSource().isEmpty() && !tick.getSource().equals(source.value())) {
      throw ProblemException.invalid(field(row, "source"), "is not the source of the batch");
    }
    if (tick.getReceivedAtMicros() != 0) {
      throw ProblemException.invalid(field(row, "received_at_micros"), "is ours to say");
    }
  }

  private static String field(int row, String name) {
    return "ticks[" + row + "]." + name;
  }

  private static long price(int row, String name, String text) {
    String field = field(row, name);
    return Decimals.exactPrice(field, decimal(field, text)).unscaledValue().longValueExact();
  }

  private static BigDecimal volume(int row, String text) {
    String field = field(row, "volume");
    return text.isEmpty()
        ? BigDecimal.ZERO
        : Decimals.exactVolume(field, decimal(field, text)).stripTrailingZeros();
  }

  private static BigDecimal decimal(String field, String text) {
    try {
      if (text.length() <= MOST_DIGITS) {
        return new BigDecimal(text);
      }
    } catch (NumberFormatException e) {
      // Refused below.
    }
    throw ProblemException.invalid(field, "must be a decimal number");
  }

  /** The least that holds every volume exactly. */
  private static int scale(BigDecimal[] volumes) {
    int scale = 0;
    for (BigDecimal volume : volumes) {
      scale = Math.max(scale, volume.scale());
    }
    return scale;
  }

  private static long[] units(BigDecimal[] volumes, int scale) {
    long[] units = new long[volumes.length];
    for (int row = 0; row < units.length; row++) {
      try {
        units[row] = volumes[row].setScale(scale).unscaledValue().longValueExact();
      } catch (ArithmeticException e) {
        throw ProblemException.invalid(
            field(row, "volume"), "does not go with the smallest of the batch: split it");
      }
    }
    return units;
  }
}
