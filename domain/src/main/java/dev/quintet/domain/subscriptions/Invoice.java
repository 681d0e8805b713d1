package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an owner of terms has to pay for the cycles that begin in a month. Its lines sum to its totals
 * exactly.
 *
 * @param user whose own subscription it is about; null: the tenant's
 * @param period the month of UTC in which the cycles begin; a cycle of a month begins in each
 * @param lines by cycle, day and kind
 * @param complete whether nothing in it can change any more: every month of its cycles is closed
 * @param completeUntil no usage of an earlier time will arrive, except as a correction
 */
public record Invoice(
    TenantId tenant,
    @Nullable UserId user,
    BillingPeriod period,
    List<Line> lines,
    boolean complete,
    Instant completeUntil) {

  /** What a line is about. */
  public enum Kind {
    /** The price of a cycle, or of some of its days. */
    BASE,
    /** Usage that costs nothing. */
    INCLUDED,
    /** Usage beyond what is included, of one tier. */
    OVERAGE,
    /** What is missing to the least that was agreed for a cycle. */
    MINIMUM,
    /** What was given. */
    CREDIT;

    public String word() {
      return Words.of(this);
    }
  }

  /**
   * A part of what is to be paid.
   *
   * @param cycle in which it is
   * @param from of its days
   * @param to exclusive
   * @param type of usage; null: it is about none
   * @param quantity 1 if it is about no usage
   * @param unitPrice null: what it costs is no multiple of one
   * @param amount in whole units of the currency's smallest, rounded half-even; negative when given
   * @param reason of a credit; null: of everything else
   */
  public record Line(
      Kind kind,
      Cycle cycle,
      LocalDate from,
      LocalDate to,
      PlanId plan,
      @Nullable UsageType type,
      long quantity,
      @Nullable BigDecimal unitPrice,
      Money amount,
      @Nullable String reason) {

    /** What it is, for people. */
    public String text() {
      String what = type == null ? "" : type.word().replace('_', ' ');
      return switch (kind) {
        case BASE -> "plan " + plan;
        case INCLUDED -> what + ", included";
        case OVERAGE -> what + ", beyond what is included";
        case MINIMUM -> "up to the minimum of plan " + plan;
        case CREDIT -> "credit: " + reason;
      };
    }
  }

  public Invoice {
    lines = List.copyOf(lines);
  }

  /** The sums of its lines, one for each currency in the order of the lines; none if there is no line. */
  public List<Money> totals() {
    Map<Currency, Money> totals = new LinkedHashMap<>();
    lines.forEach(
        line -> totals.merge(line.amount.currency(), line.amount, Money::plus));
    return new ArrayList<>(totals.values());
  }
}
