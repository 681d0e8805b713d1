package dev.quintet.client;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of its limits a tenant, or a user with a subscription of its own, has used up.
 *
 * @param warnings of the last two months
 */
public record Quotas(List<Quota> quotas, List<Warning> warnings) {

  /**
   * A limit.
   *
   * @param hard what would exceed it is refused; else it is done and flagged
   * @param used in the cycle; of what does not count in a cycle the most at once, as the service that
   *     answers has seen it
   * @param exceeded nothing of it is left, or there was more at once
   * @param resetsAt when the next cycle begins
   */
  public record Quota(
      String meter, long limit, boolean hard, long used, boolean exceeded, Instant resetsAt) {}

  /**
   * That much was used up.
   *
   * @param userId whose subscription it is; null: the tenant's
   * @param cycle its first day
   * @param percent 80 or 100
   */
  public record Warning(
      @Nullable String userId,
      String meter,
      LocalDate cycle,
      int percent,
      long used,
      long limit,
      Instant at) {

    /** The user whose subscription it is; empty: it is the tenant's. */
    public Optional<String> user() {
      return Optional.ofNullable(userId);
    }
  }

  static Quotas of(dev.quintet.subscriptions.v1.Quotas it) {
    return new Quotas(
        it.getQuotasList().stream()
            .map(
                each ->
                    new Quota(
                        each.getMeter(),
                        each.getLimit(),
                        each.getHard(),
                        each.getUsed(),
                        each.getExceeded(),
                        Times.ofMicros(each.getResetsAtMicros())))
            .toList(),
        it.getWarningsList().stream()
            .map(
                each ->
                    new Warning(
                        each.getUserId().isEmpty() ? null : each.getUserId(),
                        each.getMeter(),
                        LocalDate.parse(each.getCycle()),
                        each.getPercent(),
                        each.getUsed(),
                        each.getLimit(),
                        Times.ofMicros(each.getAtMicros())))
            .toList());
  }
}
