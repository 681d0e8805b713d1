package dev.quintet.application.subscriptions;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a customer owes for each month of a year, worked out a day at a time and in cents, by nothing of
 * the product: neither its terms nor its cycles nor its money.
 */
final class YearModel {

  static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
  static final int DAYS = 440;

  /** A price from a day on for who takes the plan then, from another for who has it; cents. */
  record Price(int fromDay, int existingFromDay, long cents) {}

  /** Ten thousandths of a cent a unit, above each bound; the last bound is open. */
  record Tariff(
      List<Price> prices, long minimumCents, long included, boolean rollover, long[] bounds, long[] rates) {}

  final Map<String, Tariff> tariffs = new LinkedHashMap<>();

  /** At the end of each day: the plan that is paid for, if any. */
  final @Nullable String[] plan = new String[DAYS];

  /** Since when that plan, as a day with its fraction. */
  final double[] taken = new double[DAYS];

  /** Booked on each day. */
  final long[] used = new long[DAYS];

  /** From which cycles are counted. */
  int anchor;

  /** The day on which there is no subscription any more, nor a cycle of it. */
  int over = DAYS;

  int creditFrom;
  int creditTo;
  long creditCents;

  static int day(LocalDate date) {
    return Math.toIntExact(ChronoUnit.DAYS.between(FIRST, date));
  }

  private int cycleStart(int number) {
    LocalDate first = FIRST.plusDays(anchor);
    YearMonth month = YearMonth.from(first).plusMonths(number);
    return day(month.atDay(Math.min(first.getDayOfMonth(), month.lengthOfMonth())));
  }

  /** Cents by month in which the cycle begins. */
  Map<YearMonth, Long> owed() {
    Map<YearMonth, Long> owed = new LinkedHashMap<>();
    long left = creditCents;
    long rolled = 0;
    for (int number = 0; cycleStart(number + 1) < DAYS; number++) {
      int start = cycleStart(number);
      int end = cycleStart(number + 1);
      long total = 0;
      long leftover = 0;
      boolean rolls = false;
      Map<String, Long> price = new LinkedHashMap<>();
      Map<String, Long> charged = new LinkedHashMap<>();
      Map<String, Long> minimum = new LinkedHashMap<>();
      for (int from = start; from < end; ) {
        int to = from;
        while (to < end && Objects.equals(plan[to], plan[from])) {
          to++;
        }
        String name = plan[from];
        if (name != null) {
          Tariff tariff = Objects.requireNonNull(tariffs.get(name));
          // The first instant of the cycle at which it has the plan.
          double first = Math.max(from, taken[from]);
          price.putIfAbsent(name, priceAt(tariff, taken[from], first));
          long base = share(Objects.requireNonNull(price.get(name)), from, to, start, end);
          minimum.merge(name, share(tariff.minimumCents, from, to, start, end), Long::sum);
          long included =
              tariff.included * (to - start) / (end - start)
                  - tariff.included * (from - start) / (end - start);
          leftover += included;
          rolls = tariff.rollover;
          long beyond = 0;
          for (int day = from; day < to; day++) {
            beyond += used[day];
          }
          long taking = Math.min(beyond, leftover);
          leftover -= taking;
          beyond -= taking;
          taking = Math.min(beyond, rolled);
          rolled -= taking;
          beyond -= taking;
          long sum = base + overage(tariff, beyond);
          charged.merge(name, sum, Long::sum);
          total += sum;
        }
        from = to;
      }
      for (Map.Entry<String, Long> least : minimum.entrySet()) {
        long missing = least.getValue() - charged.getOrDefault(least.getKey(), 0L);
        total += Math.max(0, missing);
      }
      rolled = rolls ? leftover : 0;
      if (creditFrom < Math.min(end, over) && creditTo > start) {
        long credit = Math.min(left, total);
        left -= credit;
        total -= credit;
      }
      owed.merge(YearMonth.from(FIRST.plusDays(start)), total, Long::sum);
    }
    return owed;
  }

  private static long priceAt(Tariff tariff, double taken, double at) {
    long cents = tariff.prices.getFirst().cents;
    for (Price price : tariff.prices) {
      if (price.fromDay <= taken || price.existingFromDay <= at) {
        cents = price.cents;
      }
    }
    return cents;
  }

  private static long share(long cents, int from, int to, int start, int end) {
    return due(cents, to - start, end - start) - due(cents, from - start, end - start);
  }

  private static long due(long cents, int days, int all) {
    return BigDecimal.valueOf(cents * days)
        .divide(BigDecimal.valueOf(all), 0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }

  private static long overage(Tariff tariff, long beyond) {
    long cents = 0;
    long below = 0;
    List<Long> amounts = new ArrayList<>();
    for (int tier = 0; tier < tariff.rates.length && beyond > below; tier++) {
      long upTo = tier < tariff.bounds.length ? Math.min(beyond, tariff.bounds[tier]) : beyond;
      amounts.add((upTo - below) * tariff.rates[tier]);
      below = upTo;
    }
    for (long amount : amounts) {
      cents +=
          BigDecimal.valueOf(amount)
              .divide(BigDecimal.valueOf(10_000), 0, RoundingMode.HALF_EVEN)
              .longValueExact();
    }
    return cents;
  }
}
