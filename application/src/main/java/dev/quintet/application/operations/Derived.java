package dev.quintet.application.operations;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a store derives from the record, such that both can be compared day by day (UTC) and the store put
 * right. What is still to be delivered is no difference. All of it may be done at any time, beside writes
 * and deliveries, and again.
 */
public interface Derived {

  /** The word of the store. */
  String store();

  /** What it is, a word of the program. */
  String projection();

  /** The first day, from that one on, of which the record or the store has something. */
  Optional<LocalDate> next(TenantId tenant, LocalDate from, Deadline deadline);

  /**
   * Compares counts and hashes.
   *
   * @param from the first day
   * @param to the day behind the last
   */
  Compared compare(TenantId tenant, LocalDate from, LocalDate to, Deadline deadline);

  /** Makes the store have of that day what is recorded. */
  Mended mend(TenantId tenant, LocalDate day, Deadline deadline);

  /** How many rows the record has. */
  long count(TenantId tenant, Deadline deadline);

  /**
   * Puts some rows of the record, in its order, into a generation that is being built.
   *
   * @param after where it goes on; null: at the beginning
   */
  Built build(
      TenantId tenant, long generation, @Nullable String after, Deadline deadline);

  /**
   * What was built.
   *
   * @param after where it goes on; null: nothing is left
   */
  record Built(int rows, @Nullable String after) {}

  /**
   * What was compared.
   *
   * @param to the day behind the last
   * @param days of which one of both has something
   * @param differing some of them, also where something is only to be delivered
   */
  record Compared(LocalDate to, int days, List<LocalDate> differing) {

    public Compared {
      differing = List.copyOf(differing);
    }
  }

  /**
   * What was put right.
   *
   * @param lost rows that the store did not have as they are recorded
   * @param surplus rows that it had, and the record did not
   * @param all nothing was left that may differ
   */
  record Mended(long lost, long surplus, boolean all) {

    public static final Mended NOTHING = new Mended(0, 0, true);

    public Mended plus(Mended other) {
      return new Mended(lost + other.lost, surplus + other.surplus, all && other.all);
    }

    long rows() {
      return lost + surplus;
    }

    boolean differed() {
      return rows() > 0 || !all;
    }
  }
}
