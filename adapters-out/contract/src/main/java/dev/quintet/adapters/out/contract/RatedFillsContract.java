package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.TradesContract.correction;
import static dev.quintet.adapters.out.contract.TradesContract.fill;
import static dev.quintet.adapters.out.contract.TradesContract.sure;
import static dev.quintet.domain.trades.Side.BUY;
import static dev.quintet.domain.trades.Side.SELL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.trades.Performance;
import dev.quintet.domain.users.TradingAccount;
import dev.quintet.domain.users.User;
import dev.quintet.domain.users.UserProfile;
import java.math.BigDecimal;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a {@link dev.quintet.domain.trades.FillLog} keeps of the tier of a user, and of confidences. */
interface RatedFillsContract extends DerivedFillsContract {

  private void tier(TenantId tenant, TradingAccount account, Tier tier) {
    User now = byId(tenant, account.user());
    UserProfile profile = now.profile();
    User unused =
        update(
            tenant,
            now.changed(
                new UserProfile(profile.email(), profile.username(), tier, profile.limits()),
                now.state(),
                AT.plusSeconds(1)));
  }

  private BigDecimal averageConfidence(TenantId tenant, TradingAccount account) {
    return positions()
        .performance(
            tenant, TradesContract.of(account), Performance.Grouping.ACCOUNT, Fresh.deadline())
        .getFirst()
        .averageConfidence()
        .orElseThrow();
  }

  @Test
  default void aFillKeepsTheTierThatItsUserHadWhenItWasRecorded() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    record(tenant, fill(account, "1", 0, BUY, "2", "100"));
    tier(tenant, account, Tier.ENTERPRISE);
    record(tenant, fill(account, "2", 1, BUY, "1", "100"));
    tier(tenant, account, Tier.FREE);
    assertThat(
            record(
                    tenant,
                    null,
                    correction("c", fill(account, "1", 0, BUY, "3", "100")),
                    Set.of("index"))
                .repeated())
        .isFalse();
    assertThat(
            fills()
                .list(tenant, TradesContract.of(account), null, 10, Fresh.deadline())
                .items())
        .extracting(it -> it.fill().id().value(), it -> it.tier(), it -> it.sequence())
        .containsExactly(tuple("1", Tier.PRO, 3L), tuple("2", Tier.ENTERPRISE, 2L));
    assertThat(given(tenant))
        .as("what other stores are to have of it")
        .extracting(it -> it.tier())
        .containsExactly(Tier.PRO);
  }

  @Test
  default void aConfidenceThatIsCorrectedIsThatOfWhatWasClosed() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    record(
        tenant,
        sure(fill(account, "1", 0, BUY, "1", "100"), "0.5"),
        sure(fill(account, "2", 1, SELL, "1", "101"), "1"));
    assertThat(averageConfidence(tenant, account)).isEqualByComparingTo("0.5");
    record(tenant, correction("c", sure(fill(account, "1", 0, BUY, "1", "100"), "0.00000000")));
    assertThat(averageConfidence(tenant, account)).isEqualByComparingTo("0");
  }
}
