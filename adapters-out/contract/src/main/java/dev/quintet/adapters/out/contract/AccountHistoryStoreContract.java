package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.adapters.out.contract.Problems.assertUnavailable;
import static dev.quintet.adapters.out.contract.TradesContract.costs;
import static dev.quintet.adapters.out.contract.TradesContract.fill;
import static dev.quintet.adapters.out.contract.TradesContract.with;
import static dev.quintet.adapters.out.contract.UsersContract.eur;
import static dev.quintet.domain.trades.Side.BUY;
import static dev.quintet.domain.trades.Side.SELL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.AccountHistoryStore;
import dev.quintet.domain.trades.AccountHistoryStore.Cash;
import dev.quintet.domain.trades.AccountHistoryStore.Flow;
import dev.quintet.domain.trades.AccountHistoryStore.Open;
import dev.quintet.domain.trades.EquityCurve;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.users.AccountEntry;
import dev.quintet.domain.users.AccountEntryLog;
import dev.quintet.domain.users.TradingAccount;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What an {@link AccountHistoryStore} does. */
public interface AccountHistoryStoreContract extends TradesContract {

  int DAY = 86_400;
  LocalDate FIRST = LocalDate.parse("2026-02-03");

  private AccountHistoryStore history() {
    return port(AccountHistoryStore.class);
  }

  private void move(TenantId tenant, TradingAccount account, String id, String amount, int second) {
    Money money = eur(amount);
    AccountEntry.Change change =
        new AccountEntry.Change(
            id,
            money.isNegative() ? AccountEntry.Reason.WITHDRAWAL : AccountEntry.Reason.DEPOSIT,
            money,
            Money.zero(EUR),
            "",
            AT.plusSeconds(second));
    AccountEntry unused =
        port(AccountEntryLog.class)
            .append(
                tenant,
                null,
                account.id(),
                change,
                UsersContract.write(
                    tenant, null, "account_entry", account.id() + "/" + id, change),
                Fresh.deadline());
  }

  /** Of the four days from the first. */
  private List<String> open(TenantId tenant, TradingAccount account, LocalDate from) {
    return history()
        .open(tenant, account.user(), account.id(), from, FIRST.plusDays(4), Fresh.deadline())
        .stream()
        .map(AccountHistoryStoreContract::text)
        .toList();
  }

  private static String text(Open it) {
    return "%s %s %s for %s"
        .formatted(it.day(), it.symbol(), plain(it.units()), plain(it.paid()));
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** A long position that is closed in two parts, and a short one that stays. */
  private TradingAccount traded(TenantId tenant) {
    TradingAccount account = newAccount(tenant);
    move(tenant, account, "d", "1000", 0);
    move(tenant, account, "w", "-300", 2 * DAY);
    record(
        tenant,
        with(fill(account, "1", 0, BUY, "3", "100"), costs("1", "0", "0")),
        fill(account, "2", DAY, SELL, "1", "110"),
        fill(account, "3", 2 * DAY, SELL, "2", "90"),
        with(fill(account, "4", DAY, SELL, "2", "50"), new Symbol("AEX"), Fill.Origin.NONE));
    return account;
  }

  @Test
  default void whatCameAndWentIsToldApart() {
    TenantId tenant = newTenant();
    TradingAccount account = traded(tenant);
    Cash all = cash(tenant, account, FIRST.minusDays(1));
    Money zero = Money.zero(EUR);
    assertThat(all.before()).isEqualTo(zero);
    assertThat(all.days())
        .isEqualTo(
            Map.of(
                FIRST, new Flow(eur("1000"), zero, eur("-1")),
                FIRST.plusDays(1), new Flow(zero, zero, eur("10")),
                FIRST.plusDays(2), new Flow(zero, eur("300"), eur("-20"))));
    assertThat(all.days().values().stream().map(Flow::sum).reduce(zero, Money::plus))
        .as("cash reconciles")
        .isEqualTo(total(tenant, account.id()));
    Cash later = cash(tenant, account, FIRST.plusDays(2));
    assertThat(later.before()).isEqualTo(eur("1009"));
    assertThat(later.days()).containsOnlyKeys(FIRST.plusDays(2));
  }

  private Cash cash(TenantId tenant, TradingAccount account, LocalDate from) {
    return history()
        .cash(tenant, account.user(), account.id(), from, FIRST.plusDays(4), Fresh.deadline());
  }

  @Test
  default void whatWasOpenIsKnownOfEachDay() {
    TenantId tenant = newTenant();
    TradingAccount account = traded(tenant);
    List<String> all =
        List.of(
            "2026-02-03 DAX 3 for 300",
            "2026-02-04 AEX -2 for -100",
            "2026-02-04 DAX 2 for 200",
            "2026-02-05 AEX -2 for -100",
            "2026-02-06 AEX -2 for -100");
    assertThat(open(tenant, account, FIRST.minusDays(1))).isEqualTo(all);
    assertThat(open(tenant, account, FIRST.plusDays(1))).isEqualTo(all.subList(1, 5));
    assertThat(open(newTenant(), account, FIRST)).isEmpty();
  }

  @Test
  default void equityHasWhatIsOpenAtItsPrices() {
    TenantId tenant = newTenant();
    TradingAccount account = traded(tenant);
    Map<Symbol, TreeMap<LocalDate, BigDecimal>> closes =
        Map.of(
            DAX,
            new TreeMap<>(
                Map.of(FIRST, new BigDecimal("120"), FIRST.plusDays(1), new BigDecimal("80"))));
    LocalDate end = FIRST.plusDays(4);
    EquityCurve curve =
        EquityCurve.of(
            cash(tenant, account, FIRST),
            history().open(tenant, null, account.id(), FIRST, end, Fresh.deadline()),
            closes,
            FIRST,
            end);
    assertThat(curve.days())
        .extracting(day -> day.balance().plain(), day -> day.equity().plain())
        .containsExactly(
            tuple("999.00", "1059.00"),
            tuple("1009.00", "969.00"),
            tuple("689.00", "689.00"),
            tuple("689.00", "689.00"));
    assertThat(curve.days().get(1).unpriced()).containsExactly(new Symbol("AEX"));
    assertThat(curve.maxDrawdown()).as("from 59 above the deposit to 41 below").isEqualTo(eur("90"));
  }

  @Test
  default void nobodyReachesAnAccountOfOthers() {
    TenantId tenant = newTenant();
    TradingAccount account = traded(tenant);
    LocalDate end = FIRST.plusDays(4);
    assertThat(
            history()
                .open(tenant, newUser(tenant), account.id(), FIRST, end, Fresh.deadline()))
        .isEmpty();
    assertProblem(
        Problem.NotFound.class,
        () ->
            history()
                .cash(tenant, newUser(tenant), account.id(), FIRST, end, Fresh.deadline()));
    assertProblem(
        Problem.NotFound.class,
        () -> history().cash(newTenant(), null, account.id(), FIRST, end, Fresh.deadline()));
    assertUnavailable(
        () -> history().cash(tenant, null, account.id(), FIRST, end, Fresh.expired()),
        () -> history().open(tenant, null, account.id(), FIRST, end, Fresh.expired()));
  }
}
