package dev.quintet.adapters.out.contract;

import dev.quintet.domain.marketdata.BatchTerms;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.marketdata.TickColumns;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a batch of ticks row by row, as text, the way a person would. */
public final class Batch {

  private static final Instant LATEST = Instant.parse("2261-12-31T00:00:00Z");

  private final TickKind kind;
  private final Source source;
  private final List<Row> rows = new ArrayList<>();
  private @Nullable UserId user;
  private BatchTerms terms = new BatchTerms(false, true, false);

  private record Row(
      Symbol symbol, long time, @Nullable Integer sequence, long first, long second, long volume) {}

  private Batch(TickKind kind, String source) {
    this.kind = kind;
    this.source = new Source(source);
  }

  public static Batch quotes(String source) {
    return new Batch(TickKind.QUOTE, source);
  }

  public static Batch trades(String source) {
    return new Batch(TickKind.TRADE, source);
  }

  /** A quote whose sequence is its position among the batch's ticks of that instant. */
  public Batch quote(String symbol, Instant time, String bid, String ask, String volume) {
    return row(symbol, time, null, units(bid), units(ask), units(volume));
  }

  public Batch quote(
      String symbol, Instant time, int sequence, String bid, String ask, String volume) {
    return row(symbol, time, sequence, units(bid), units(ask), units(volume));
  }

  /** A trade whose sequence is its position among the batch's ticks of that instant. */
  public Batch trade(String symbol, Instant time, String price, String volume) {
    return row(symbol, time, null, units(price), 0, units(volume));
  }

  public Batch trade(String symbol, Instant time, int sequence, String price, String volume) {
    return row(symbol, time, sequence, units(price), 0, units(volume));
  }

  private Batch row(
      String symbol,
      Instant time,
      @Nullable Integer sequence,
      long first,
      long second,
      long volume) {
    rows.add(new Row(new Symbol(symbol), EventTime.nanos(time), sequence, first, second, volume));
    return this;
  }

  /** Its rows correct what is stored of their instants. */
  public Batch corrections() {
    terms = new BatchTerms(true, true, false);
    return this;
  }

  /** Its ticks are that user's. */
  public Batch of(UserId owner) {
    user = owner;
    return this;
  }

  /** The same rows, withdrawn. */
  public Batch annuls() {
    Batch other = new Batch(kind, source.value());
    other.rows.addAll(rows);
    other.terms = new BatchTerms(false, true, true);
    return other;
  }

  /** The batch under a new id. Either every row has a sequence or none. */
  public TickBatch admitted() {
    List<Symbol> symbols = rows.stream().map(Row::symbol).distinct().toList();
    boolean sequences = rows.stream().anyMatch(row -> row.sequence != null);
    return TickBatch.admit(
        Fresh.batch(),
        source,
        user,
        terms,
        new TickColumns(
            kind,
            symbols.toArray(Symbol[]::new),
            rows.stream().mapToInt(row -> symbols.indexOf(row.symbol)).toArray(),
            rows.stream().mapToLong(Row::time).toArray(),
            sequences ? rows.stream().mapToInt(Batch::sequence).toArray() : null,
            8,
            rows.stream().mapToLong(Row::first).toArray(),
            kind == TickKind.QUOTE ? rows.stream().mapToLong(Row::second).toArray() : null,
            8,
            rows.stream().mapToLong(Row::volume).toArray()),
        LATEST);
  }

  /** The batch on its way to a store. */
  public TenantTicks of(TenantId tenant, Instant receivedAt) {
    return new TenantTicks(tenant, Tier.PRO, admitted(), receivedAt);
  }

  /** The same rows in another order; give them sequences, or the order is part of what they say. */
  public Batch reversed() {
    Batch other = new Batch(kind, source.value());
    other.rows.addAll(rows.reversed());
    return other;
  }

  /** The rows in batches of one. */
  public List<Batch> apart() {
    return rows.stream()
        .map(
            row -> {
              Batch one = new Batch(kind, source.value());
              one.rows.add(row);
              return one;
            })
        .toList();
  }

  private static int sequence(Row row) {
    if (row.sequence == null) {
      throw new IllegalArgumentException("either every row has a sequence or none: " + row);
    }
    return row.sequence;
  }

  private static long units(String decimal) {
    return new BigDecimal(decimal).movePointRight(8).longValueExact();
  }

  @Override
  public String toString() {
    return kind + " of " + source + Arrays.toString(rows.toArray());
  }
}
