package dev.quintet.adapters.out.memory;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.AccountHistoryStore;
import dev.quintet.domain.trades.ClosedLot;
import dev.quintet.domain.trades.Course;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.Lot;
import dev.quintet.domain.trades.Side;
import dev.quintet.domain.trades.TradeFilter;
import dev.quintet.domain.users.AccountEntry;
import dev.quintet.domain.users.AccountId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What entries and replayed positions say, day after day. */
public final class MemoryAccountHistoryStore implements AccountHistoryStore {

  private final MemoryAccountStore accounts;
  private final MemoryAccountEntryLog entries;
  private final MemoryFillLog fills;

  MemoryAccountHistoryStore(
      MemoryAccountStore accounts, MemoryAccountEntryLog entries, MemoryFillLog fills) {
    this.accounts = accounts;
    this.entries = entries;
    this.fills = fills;
  }

  @Override
  public Cash cash(
      TenantId tenant,
      @Nullable UserId user,
      AccountId account,
      LocalDate from,
      LocalDate to,
      Deadline deadline) {
    MemoryFailures.check(deadline);
    Money zero =
        Money.zero(
            accounts
                .find(tenant, user, account, deadline)
                .orElseThrow(
                    () -> new ProblemException(new Problem.NotFound("account", account.value())))
                .terms()
                .currency());
    Money before = zero;
    Map<LocalDate, Flow> days = new HashMap<>();
    for (AccountEntry entry : entries.all(tenant, account)) {
      LocalDate day = LocalDate.ofInstant(entry.change().at(), ZoneOffset.UTC);
      Money amount = entry.change().amount();
      if (day.isBefore(from)) {
        before = before.plus(amount);
      } else if (day.isBefore(to)) {
        days.merge(day, flow(entry.change(), zero), MemoryAccountHistoryStore::sum);
      }
    }
    return new Cash(before, days);
  }

  private static Flow flow(AccountEntry.Change change, Money zero) {
    return switch (change.reason()) {
      case DEPOSIT -> new Flow(change.amount(), zero, zero);
      case WITHDRAWAL -> new Flow(zero, change.amount().negated(), zero);
      case TRADE, FEE, SWAP, CORRECTION -> new Flow(zero, zero, change.amount());
    };
  }

  private static Flow sum(Flow one, Flow other) {
    return new Flow(
        one.deposits().plus(other.deposits()),
        one.withdrawals().plus(other.withdrawals()),
        one.booked().plus(other.booked()));
  }

  @Override
  public List<Open> open(
      TenantId tenant,
      @Nullable UserId user,
      AccountId account,
      LocalDate from,
      LocalDate to,
      Deadline deadline) {
    MemoryFailures.check(deadline);
    List<Course> courses = fills.courses(tenant, TradeFilter.ALL.of(user).of(account));
    List<Open> open = new ArrayList<>();
    for (LocalDate day = from; day.isBefore(to); day = day.plusDays(1)) {
      Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
      Map<Symbol, Open> symbols =
          new TreeMap<>(Comparator.comparing(Symbol::value));
      for (Course course : courses) {
        for (ClosedLot lot : course.closed()) {
          if (lot.openedAt().isBefore(end) && !lot.closedAt().isBefore(end)) {
            add(symbols, day, course, lot.side(), lot.quantity(), lot.cost(), lot.conversion());
          }
        }
        for (Lot lot : course.position().lots()) {
          if (lot.at().isBefore(end)) {
            add(symbols, day, course, lot.side(), lot.quantity(), lot.cost(), lot.conversion());
          }
        }
      }
      open.addAll(symbols.values());
    }
    return open;
  }

  private static void add(
      Map<Symbol, Open> symbols,
      LocalDate day,
      Course course,
      Side side,
      BigDecimal quantity,
      BigDecimal cost,
      Fill.Conversion conversion) {
    BigDecimal worth = conversion.multiplier().multiply(conversion.rate());
    BigDecimal signed = side == Side.BUY ? worth : worth.negate();
    Symbol symbol = course.position().key().symbol();
    Open before =
        symbols.getOrDefault(symbol, new Open(day, symbol, BigDecimal.ZERO, BigDecimal.ZERO));
    symbols.put(symbol, before.plus(signed.multiply(quantity), signed.multiply(cost)));
  }
}
