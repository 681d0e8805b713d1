package dev.quintet.domain.trades;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an account's money and its open lots were at the end of each day, in UTC. Where a user is named, only
 * its accounts are there; null: those of all.
 */
public interface AccountHistoryStore {

  /**
   * What came and went on a day, by the times of the entries.
   *
   * @param deposits positive
   * @param withdrawals positive
   * @param booked by trades, fees, swap and corrections; negative when it was paid
   */
  record Flow(Money deposits, Money withdrawals, Money booked) {

    /** By what the balance changes. */
    public Money sum() {
      return deposits.minus(withdrawals).plus(booked);
    }
  }

  /**
   * The money of an account.
   *
   * @param before what all entries of earlier days add up to
   * @param days those with entries
   */
  record Cash(Money before, Map<LocalDate, Flow> days) {

    public Cash {
      days = Map.copyOf(days);
    }
  }

  /**
   * What was open of a symbol at the end of a day: after an instant of a price, the profit of closing it is
   * units times the price, less what was paid.
   *
   * @param units quantity times multiplier times rate, negative of what is short
   * @param paid cost times multiplier times rate, negative of what is short. The rate is that of the fill
   *     that closed a lot, or of the one that opened it as long as it is open
   */
  record Open(LocalDate day, Symbol symbol, BigDecimal units, BigDecimal paid) {

    /** As it would be with another lot. */
    public Open plus(BigDecimal otherUnits, BigDecimal otherPaid) {
      return new Open(day, symbol, units.add(otherUnits), paid.add(otherPaid));
    }
  }

  /**
   * The money of an account.
   *
   * @param from the first day
   * @param to the day behind the last
   * @throws dev.quintet.domain.shared.ProblemException NotFound
   */
  Cash cash(
      TenantId tenant,
      @Nullable UserId user,
      AccountId account,
      LocalDate from,
      LocalDate to,
      Deadline deadline);

  /** What was open, by day and symbol; days at whose end all was flat are left out. */
  List<Open> open(
      TenantId tenant,
      @Nullable UserId user,
      AccountId account,
      LocalDate from,
      LocalDate to,
      Deadline deadline);
}
