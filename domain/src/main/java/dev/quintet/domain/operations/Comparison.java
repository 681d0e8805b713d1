package dev.quintet.domain.operations;

import dev.quintet.domain.tenancy.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How far what a store derives of a tenant was compared with the record, and what was found.
 *
 * @param store its word
 * @param projection what it derives, a word of the program
 * @param next the day with which the comparison goes on; null: it begins anew
 * @param last days of the last comparison, of which those were taken off that were found to differ since
 * @param running of the one under way
 * @param mended rows that were missing, other than recorded, or too many, ever
 * @param comparedAt when a comparison of all days last ended, microseconds; null: never
 * @param lookedAt when some days were last compared, microseconds
 */
public record Comparison(
    TenantId tenant,
    String store,
    String projection,
    @Nullable LocalDate next,
    Days last,
    Days running,
    long mended,
    @Nullable Instant comparedAt,
    Instant lookedAt) {

  /** Days (UTC) that were compared, and how many of them agreed. */
  public record Days(long compared, long agreeing) {

    public static final Days NONE = new Days(0, 0);

    public Days plus(Days other) {
      return new Days(compared + other.compared, agreeing + other.agreeing);
    }
  }

  public Comparison {
    comparedAt = comparedAt == null ? null : comparedAt.truncatedTo(ChronoUnit.MICROS);
    lookedAt = lookedAt.truncatedTo(ChronoUnit.MICROS);
  }

  /** Before the first. */
  public static Comparison none(TenantId tenant, String store, String projection) {
    return new Comparison(
        tenant, store, projection, null, Days.NONE, Days.NONE, 0, null, Instant.EPOCH);
  }

  /**
   * After some more days.
   *
   * @param rows that were mended
   */
  public Comparison after(Days days, long rows, LocalDate goesOnWith, Instant now) {
    Days sum = running.plus(days);
    Days known =
        comparedAt == null
            ? sum
            : new Days(
                last.compared,
                Math.max(0, last.agreeing - (days.compared - days.agreeing)));
    return new Comparison(
        tenant, store, projection, goesOnWith, known, sum, mended + rows, comparedAt, now);
  }

  /** After the last day. */
  public Comparison ended(Instant now) {
    return new Comparison(
        tenant, store, projection, null, running, Days.NONE, mended, now, now);
  }
}
