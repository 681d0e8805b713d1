package dev.quintet.client;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What there is to pay for the cycles that begin in a month. Days are of UTC.
 *
 * @param userId whose own subscription it is about; null: the tenant's
 * @param totals the sums of the lines, one for each currency
 * @param complete whether nothing in it can change any more
 * @param completeUntil no usage of an earlier time will arrive, except as a correction
 */
public record Invoice(
    String tenant,
    @Nullable String userId,
    YearMonth period,
    List<Line> lines,
    List<Total> totals,
    boolean complete,
    Instant completeUntil) {

  /**
   * A part of what is to be paid.
   *
   * @param kind base, included, overage, minimum or credit
   * @param cycle its first day
   * @param from of its days
   * @param to exclusive
   * @param usageType null: it is about no usage
   * @param price of a unit; null: what it costs is no multiple of one
   * @param amount negative when given
   * @param text for people
   */
  public record Line(
      String kind,
      LocalDate cycle,
      LocalDate from,
      LocalDate to,
      String plan,
      @Nullable String usageType,
      long quantity,
      @Nullable BigDecimal price,
      BigDecimal amount,
      String currency,
      String text) {

    /** Of usage, if it is about some. */
    public Optional<String> type() {
      return Optional.ofNullable(usageType);
    }

    public Optional<BigDecimal> unitPrice() {
      return Optional.ofNullable(price);
    }

    private static Line of(dev.quintet.subscriptions.v1.InvoiceLine it) {
      return new Line(
          it.getKind(),
          LocalDate.parse(it.getCycle()),
          LocalDate.parse(it.getFrom()),
          LocalDate.parse(it.getTo()),
          it.getPlan(),
          it.getType().isEmpty() ? null : it.getType(),
          it.getQuantity(),
          it.getUnitPrice().isEmpty() ? null : new BigDecimal(it.getUnitPrice()),
          new BigDecimal(it.getAmount()),
          it.getCurrency(),
          it.getText());
    }
  }

  /** The sum in a currency. */
  public record Total(BigDecimal amount, String currency) {}

  /** The user whose own subscription it is about; empty: it is the tenant's. */
  public Optional<String> user() {
    return Optional.ofNullable(userId);
  }

  static Invoice of(dev.quintet.subscriptions.v1.Invoice it) {
    return new Invoice(
        it.getTenant(),
        it.getUserId().isEmpty() ? null : it.getUserId(),
        YearMonth.parse(it.getPeriod()),
        it.getLinesList().stream().map(Line::of).toList(),
        it.getTotalsList().stream()
            .map(total -> new Total(new BigDecimal(total.getAmount()), total.getCurrency()))
            .toList(),
        it.getComplete(),
        Times.ofMicros(it.getCompleteUntilMicros()));
  }
}
