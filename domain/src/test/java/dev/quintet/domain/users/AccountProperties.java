package dev.quintet.domain.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Refused;
import dev.quintet.domain.tenancy.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

final class AccountProperties {

  private static final Instant AT = Instant.parse("2026-02-03T04:05:06.789012Z");

  private static Money units(long units) {
    return new Money(BigDecimal.valueOf(units, Money.SCALE), Money.currency("EUR"));
  }

  private static AccountEntry.Change change(AccountEntry.Reason reason, long amount, long locked) {
    return new AccountEntry.Change("e", reason, units(amount), units(locked), "", AT);
  }

  private static TradingAccount account() {
    return TradingAccount.fresh(
        new AccountId("a"),
        new UserId("u"),
        new TradingAccount.Terms(
            "mt5", "Acme", "1", TradingAccount.Kind.DEMO, Money.currency("EUR")),
        AT);
  }

  @Property
  void whateverIsAskedForTheTotalIsTheSumAndLockedAndFree(
      @ForAll @Size(max = 40) List<Short> amounts, @ForAll @Size(max = 40) List<Byte> locks) {
    TradingAccount account = account();
    long total = 0;
    long locked = 0;
    for (int i = 0; i < Math.min(amounts.size(), locks.size()); i++) {
      try {
        TradingAccount.Funds after =
            account.after(change(AccountEntry.Reason.TRADE, amounts.get(i), locks.get(i)));
        account = account.with(after);
        total += amounts.get(i);
        locked += locks.get(i);
      } catch (ProblemException refused) {
        // The account is as it was.
      }
      assertThat(account.funds().total()).isEqualTo(units(total));
      assertThat(account.funds().locked()).isEqualTo(units(locked));
      assertThat(account.funds().free().plus(account.funds().locked())).isEqualTo(units(total));
      assertThat(account.funds().locked().isNegative()).isFalse();
    }
  }

  @Example
  void anAmountFitsItsReason() {
    Refused.field("amount", () -> change(AccountEntry.Reason.DEPOSIT, -1, 0));
    Refused.field("amount", () -> change(AccountEntry.Reason.WITHDRAWAL, 1, 0));
    Refused.field("amount", () -> change(AccountEntry.Reason.FEE, 1, 0));
    Refused.field("amount", () -> change(AccountEntry.Reason.SWAP, 0, 0));
    Refused.field("reason", () -> AccountEntry.Reason.of("gift"));
  }

  @Example
  void whatDoesNotFitIsRefusedByItsField() {
    Money one = units(1);
    Money dollar = Money.parse("amount", "1", "USD");
    Refused.field(
        "entry_id",
        () -> new AccountEntry.Change("", AccountEntry.Reason.SWAP, one, one, "", AT));
    Refused.field(
        "note",
        () -> new AccountEntry.Change("e", AccountEntry.Reason.SWAP, one, one, "\u0000", AT));
    Refused.field(
        "note",
        () -> new AccountEntry.Change("e", AccountEntry.Reason.SWAP, one, one, "x".repeat(201), AT));
    Refused.field(
        "currency",
        () -> new AccountEntry.Change("e", AccountEntry.Reason.SWAP, one, dollar, "", AT));
    Refused.field("margin", () -> new TradingAccount.Report(one, units(-1), one, AT));
    Refused.field("account_id", () -> new AccountId("a b"));
    Refused.field("platform", () -> terms("MT 5", "Acme", "1"));
    Refused.field("broker", () -> terms("mt5", " Acme", "1"));
    Refused.field("number", () -> terms("mt5", "Acme", "1\u0000"));
  }

  private static TradingAccount.Terms terms(String platform, String broker, String number) {
    return new TradingAccount.Terms(
        platform, broker, number, TradingAccount.Kind.LIVE, Money.currency("EUR"));
  }
}
