package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.adapters.out.contract.TradesContract.fill;
import static dev.quintet.adapters.out.contract.UsersContract.eur;
import static dev.quintet.domain.trades.Side.BUY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.operations.Guarantee;
import dev.quintet.domain.operations.Receipt;
import dev.quintet.domain.operations.ReceiptStore;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.Margin;
import dev.quintet.domain.trades.MarginStore;
import dev.quintet.domain.users.AccountEntry;
import dev.quintet.domain.users.AccountEntryLog;
import dev.quintet.domain.users.AccountStore;
import dev.quintet.domain.users.TradingAccount;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link MarginStore} does. */
public interface MarginStoreContract extends MarginsContract {

  private Margin find(TenantId tenant, Margin.Key key) {
    return margins().find(tenant, null, key, Fresh.deadline()).orElseThrow();
  }

  private Margin with(TenantId tenant, Margin.Key key, Fill fill) {
    return margins().change(tenant, null, key, it -> it.with(fill, AT), Fresh.deadline());
  }

  private Margin fillIt(TenantId tenant, Margin.Key key, Fill fill) {
    return margins()
        .fill(
            tenant,
            key,
            Set.of(),
            UsersContract.write(tenant, null, "fill", fill.account() + "/" + fill.id(), fill),
            Fresh.deadline());
  }

  private Money locked(TenantId tenant, TradingAccount account) {
    return port(AccountStore.class)
        .find(tenant, null, account.id(), Fresh.deadline())
        .orElseThrow()
        .funds()
        .locked();
  }

  private Receipt.Leg leg(TenantId tenant, Margin.Key key) {
    Receipt receipt =
        port(ReceiptStore.class)
            .find(tenant, null, key.operation(), Fresh.deadline())
            .orElseThrow();
    assertThat(receipt.guarantee()).isEqualTo(Guarantee.SAGA);
    return receipt.legs().getFirst();
  }

  @Test
  default void aMarginIsLockedOnceUntilItsTradeIsOver() {
    TenantId tenant = newTenant();
    TradingAccount account = funded(tenant, "100");
    Margin.Key key = key(account, "m");
    Fill plain = fill(account, "1", 0, BUY, "1", "10");
    Fill fill =
        new Fill(
            plain.id(),
            plain.account(),
            plain.symbol(),
            plain.side(),
            plain.quantity(),
            plain.price(),
            TradesContract.costs("1", "-2", "3"),
            plain.at(),
            new Fill.Origin("p", "grid", List.of("a", "b"), "d", "o", "e", new BigDecimal("0.5")),
            new Fill.Conversion(new BigDecimal("10"), new BigDecimal("1.5")));
    assertThat(reserve(tenant, key, "60").repeated()).isFalse();
    assertThat(reserve(tenant, key, "60").repeated()).isTrue();
    assertProblem(Problem.Conflict.class, () -> reserve(tenant, key, "61"));
    Margin reserved = find(tenant, key);
    assertThat(reserved.state()).isEqualTo(Margin.State.RESERVED);
    assertThat(reserved.user()).isEqualTo(account.user());
    assertThat(reserved.amount()).isEqualTo(eur("60"));
    assertThat(reserved.expiresAt()).isEqualTo(AT.plusSeconds(60));
    assertThat(locked(tenant, account)).isEqualTo(eur("60"));
    assertThat(leg(tenant, key).state()).isEqualTo(Receipt.State.PENDING);
    assertProblem(Problem.NotReady.class, () -> fillIt(tenant, key, fill));
    assertThat(with(tenant, key, fill).fill()).isEqualTo(fill);
    assertThat(with(tenant, key, fill)).isEqualTo(find(tenant, key));
    assertProblem(
        Problem.Conflict.class,
        () -> with(tenant, key, fill(account, "2", 0, BUY, "1", "10")));
    for (int i = 0; i < 2; i++) {
      assertThat(fillIt(tenant, key, fill).state()).isEqualTo(Margin.State.OPEN);
    }
    assertThat(leg(tenant, key).state()).isEqualTo(Receipt.State.COMMITTED);
    assertThat(locked(tenant, account)).isEqualTo(eur("60"));
    assertThat(
            fills().list(tenant, TradesContract.of(account), null, 10, Fresh.deadline()).items())
        .hasSize(1);
    for (int i = 0; i < 2; i++) {
      Margin released =
          margins().change(tenant, null, key, it -> it.released(AT), Fresh.deadline());
      assertThat(released.state()).isEqualTo(Margin.State.RELEASED);
      assertThat(locked(tenant, account)).isEqualTo(eur("0"));
    }
    assertThat(leg(tenant, key).state()).isEqualTo(Receipt.State.COMMITTED);
  }

  @Test
  default void whatHasNoFillIsCompensatedWithTheReason() {
    TenantId tenant = newTenant();
    TradingAccount account = funded(tenant, "100");
    Margin.Key expires = key(account, "e");
    Margin.Key refused = key(account, "r");
    reserve(tenant, expires, "30");
    reserve(tenant, refused, "70");
    assertProblem(Problem.NotReady.class, () -> reserve(tenant, key(account, "more"), "0.01"));
    Fill fill = fill(account, "1", 0, BUY, "1", "10");
    Margin unused = with(tenant, refused, fill);
    assertThat(margins().due(Set.of(tenant), AT.plusSeconds(59), Fresh.deadline()))
        .containsExactly(new MarginStore.Reference(tenant, refused));
    assertThat(margins().due(Set.of(tenant), AT.plusSeconds(60), Fresh.deadline()))
        .containsExactlyInAnyOrder(
            new MarginStore.Reference(tenant, refused), new MarginStore.Reference(tenant, expires));
    Margin over =
        margins()
            .change(
                tenant, null, expires, it -> it.expired(AT.plusSeconds(60)), Fresh.deadline());
    assertThat(over.state()).isEqualTo(Margin.State.COMPENSATED);
    assertThat(locked(tenant, account)).isEqualTo(eur("70"));
    assertThat(
            margins()
                .change(tenant, null, refused, it -> it.refused("why", AT), Fresh.deadline())
                .reason())
        .isEqualTo("why");
    assertThat(locked(tenant, account)).isEqualTo(eur("0"));
    assertThat(leg(tenant, refused).state()).isEqualTo(Receipt.State.COMPENSATED);
    assertThat(leg(tenant, refused).reason()).isEqualTo("why");
    assertProblem(Problem.NotReady.class, () -> fillIt(tenant, refused, fill));
    assertThat(
            fills().list(tenant, TradesContract.of(account), null, 10, Fresh.deadline()).items())
        .as("what was compensated is not filled any more")
        .isEmpty();
    assertThat(margins().due(Set.of(tenant), AT.plusSeconds(99), Fresh.deadline())).isEmpty();
  }

  @Test
  default void aFillThatCannotBeRecordedLeavesTheMarginAsItIs() {
    TenantId tenant = newTenant();
    TradingAccount account = funded(tenant, "100");
    Margin.Key key = key(account, "m");
    Fill other = fill(account, "1", 0, BUY, "1", "10");
    record(tenant, other);
    reserve(tenant, key, "60");
    Margin filling = with(tenant, key, fill(account, "1", 0, BUY, "2", "10"));
    assertProblem(
        Problem.Conflict.class, () -> fillIt(tenant, key, fill(account, "1", 0, BUY, "2", "10")));
    assertThat(find(tenant, key)).isEqualTo(filling);
    Margin.Key same = key(account, "s");
    reserve(tenant, same, "10");
    Margin unused = with(tenant, same, other);
    assertThat(fillIt(tenant, same, other).state())
        .as("a fill that was recorded before, by itself")
        .isEqualTo(Margin.State.OPEN);
  }

  @Test
  default void whatOthersUnlockedIsNotReleasedAgain() {
    TenantId tenant = newTenant();
    TradingAccount account = funded(tenant, "100");
    Margin.Key key = key(account, "m");
    reserve(tenant, key, "60");
    AccountEntry.Change unlock =
        new AccountEntry.Change(
            "u", AccountEntry.Reason.CORRECTION, eur("0"), eur("-45"), "", AT);
    AccountEntry entry =
        port(AccountEntryLog.class)
            .append(
                tenant,
                null,
                account.id(),
                unlock,
                UsersContract.write(tenant, null, "account_entry", account.id() + "/u", unlock),
                Fresh.deadline());
    assertThat(entry.after().locked()).isEqualTo(eur("15"));
    Margin released =
        margins().change(tenant, null, key, it -> it.released(AT), Fresh.deadline());
    assertThat(released.state()).isEqualTo(Margin.State.COMPENSATED);
    assertThat(locked(tenant, account)).isEqualTo(eur("0"));
  }

  @Test
  default void anAccountThatIsSuspendedReservesNothingAndReleases() {
    TenantId tenant = newTenant();
    TradingAccount account = funded(tenant, "100");
    Margin.Key key = key(account, "m");
    reserve(tenant, key, "60");
    TradingAccount suspended =
        port(AccountStore.class)
            .set(
                tenant,
                null,
                account.id(),
                TradingAccount.Status.SUSPENDED,
                0,
                Fresh.deadline());
    assertThat(suspended.status()).isEqualTo(TradingAccount.Status.SUSPENDED);
    assertProblem(Problem.NotReady.class, () -> reserve(tenant, key(account, "n"), "1"));
    Margin released =
        margins().change(tenant, null, key, it -> it.released(AT), Fresh.deadline());
    assertThat(released.state()).isEqualTo(Margin.State.COMPENSATED);
    assertThat(locked(tenant, account)).isEqualTo(eur("0"));
  }

  @Test
  default void marginsAreThoseOfTheirOwner() {
    TenantId tenant = newTenant();
    TradingAccount account = funded(tenant, "100");
    Margin.Key key = key(account, "m");
    reserve(tenant, key, "60");
    UserId another = newUser(tenant);
    assertThat(margins().find(tenant, account.user(), key, Fresh.deadline())).isPresent();
    assertThat(margins().find(tenant, another, key, Fresh.deadline())).isEmpty();
    TenantId other = newTenant();
    assertThat(margins().find(other, null, key, Fresh.deadline())).isEmpty();
    assertThat(margins().due(Set.of(other), AT.plusSeconds(99), Fresh.deadline())).isEmpty();
    assertProblem(
        Problem.NotFound.class,
        () -> margins().change(tenant, another, key, it -> it.released(AT), Fresh.deadline()));
    assertProblem(
        Problem.NotFound.class,
        () ->
            margins()
                .reserve(
                    tenant,
                    key(account, "n"),
                    eur("1"),
                    AT,
                    UsersContract.write(
                        tenant, another, "margin", account.id() + "/n", "n"),
                    Fresh.deadline()));
    assertThat(locked(tenant, account)).isEqualTo(eur("60"));
  }
}
