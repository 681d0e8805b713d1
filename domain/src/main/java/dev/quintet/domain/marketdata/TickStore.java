package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.Viewer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The system of record for ticks. One is known by its owner (a user, or the tenant itself), symbol,
 * source, kind, event time and sequence; what is annulled is in no answer. Of two owners with a tick of
 * one place neither corrects the other: a reader of both sees two ticks.
 */
public interface TickStore {

  /** Of {@link #symbols}. */
  static Listing listing(Viewer viewer) {
    return viewer.user() == null
        ? Listing.of("symbols", viewer.tenant())
        : Listing.of("symbols", viewer.tenant(), viewer.user());
  }

  /** Where the ticks are, for answers that say where they come from. */
  StoreName store();

  /**
   * Adds batches, of one or many tenants, as one block. Durable on return: it survives the kill of
   * any process and a power loss. Storing the same batch again, with the same or a later version,
   * changes no answer. Of two versions of one tick the later counts; of two that two services received
   * in the same microsecond, one and the same in every read. A batch that annuls withdraws ticks from
   * its version on. When it fails with OutcomeUnknown some batches may be there, or come to be; each
   * is there as a whole or not at all, at every instant.
   */
  void append(List<TenantTicks> block, Deadline deadline);

  /**
   * Hands the ticks of the query to the sink in order, in pages of at most 8,192 rows, each of
   * which ends with all of its last place (event time, sequence, source), and is longer where so many
   * owners have a tick of it. The sink may block, and an exception from it ends the read. No ticks: the
   * sink is not called.
   */
  void read(Viewer viewer, TickQuery query, Consumer<TickRows> sink, Deadline deadline);

  /**
   * The newest tick of the symbol, by event time, sequence, source and kind; of those of several owners
   * the one received last.
   */
  Optional<Tick> last(Viewer viewer, Symbol symbol, Deadline deadline);

  /** For each symbol its newest tick at or before {@code at}; symbols without one are left out. */
  List<Tick> asOf(Viewer viewer, List<Symbol> symbols, Instant at, Deadline deadline);

  /**
   * The period that the ticks of a symbol span, of one feed or (null) of all; empty: no ticks. What was
   * annulled was received, and counts.
   */
  Optional<SymbolSummary> summary(
      Viewer viewer, Symbol symbol, @Nullable Source source, Deadline deadline);

  /** Symbols with at least one tick, annulled or not, by name; {@code after} null starts at the first. */
  Page<SymbolSummary> symbols(
      Viewer viewer, @Nullable Cursor after, int limit, Deadline deadline);
}
