package dev.quintet.domain.trades;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The latest signal of each symbol, for 300 seconds, where it is found at once; derived from the record. It may
 * lose any of them at any time: what is not there says nothing.
 */
public interface LatestSignalIndex {

  /** Which store this is. */
  StoreName store();

  /**
   * Keeps the latest of these and of what is there, by {@link RecordedSignal#ORDER}, in whatever order they
   * come: for each symbol one of all, and one of each owner.
   *
   * @throws dev.quintet.domain.shared.ProblemException Unavailable: some may be kept
   */
  void put(TenantId tenant, List<RecordedSignal> signals, Deadline deadline);

  /**
   * The latest signal of a symbol that the viewer sees, without waiting: the answer is given once, perhaps by
   * another thread, which must not be held up. Empty also when the store is away.
   */
  void find(Viewer viewer, Symbol symbol, Consumer<Optional<RecordedSignal>> answer);
}
