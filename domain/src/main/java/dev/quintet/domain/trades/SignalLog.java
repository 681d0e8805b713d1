package dev.quintet.domain.trades;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Signals, which are only added; durable on return. */
public interface SignalLog {

  /**
   * Adds a signal, once for the write, together with its receipt and what other stores are to have of it:
   * {@link SignalChange}.
   *
   * @param stores the words of those that derive signals
   * @throws dev.quintet.domain.shared.ProblemException Conflict
   */
  Answer.Recorded append(
      TenantId tenant,
      Signal signal,
      Tier tier,
      Set<String> stores,
      Write write,
      Deadline deadline);

  /**
   * The latest signal of a symbol.
   *
   * @param user of those that this one owns; null: of all
   */
  Optional<RecordedSignal> latest(
      TenantId tenant, @Nullable UserId user, Symbol symbol, Deadline deadline);
}
