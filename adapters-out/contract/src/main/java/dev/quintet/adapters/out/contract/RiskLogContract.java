package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.users.RiskLog;
import dev.quintet.domain.users.RiskSnapshot;
import dev.quintet.domain.users.TradingAccount;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a {@link RiskLog} does. */
public interface RiskLogContract extends UsersContract {

  private RiskSnapshot append(
      TenantId tenant, UserId user, @Nullable AccountId account, String id, int seconds) {
    RiskSnapshot snapshot =
        new RiskSnapshot(
            id, user, account, new JsonText("{\"var\": \"0.05\"}"), AT.plusSeconds(seconds));
    port(RiskLog.class)
        .append(
            tenant,
            snapshot,
            UsersContract.write(tenant, user, "risk_snapshot", id, snapshot),
            Fresh.deadline());
    return snapshot;
  }

  @Test
  default void theLatestByItsTimeIsShownOfTheUserAndOfEachAccount() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    UserId user = account.user();
    append(tenant, user, null, "a", 3);
    RiskSnapshot latest = append(tenant, user, null, "b", 3);
    append(tenant, user, null, "late", 1);
    append(tenant, user, null, "a", 3);
    RiskSnapshot ofAccount = append(tenant, user, account.id(), "c", 2);
    RiskLog log = port(RiskLog.class);
    assertThat(log.latest(tenant, user, null, Fresh.deadline())).contains(latest);
    assertThat(log.latest(tenant, user, account.id(), Fresh.deadline())).contains(ofAccount);
    assertThat(log.latest(tenant, newUser(tenant), null, Fresh.deadline())).isEmpty();
    assertThat(log.latest(newTenant(), user, null, Fresh.deadline())).isEmpty();
    assertProblem(Problem.Conflict.class, () -> append(tenant, user, null, "a", 4));
    UserId other = newUser(tenant);
    assertProblem(
        new Problem.NotFound("account", account.id().value()),
        () -> append(tenant, other, account.id(), "d", 1));
    assertProblem(
        Problem.NotFound.class,
        () -> append(tenant, UsersContract.freshUser(), null, "e", 1));
    assertProblem(
        new Problem.AlreadyExists("risk snapshot", "a"),
        () ->
            log.append(
                tenant,
                new RiskSnapshot("a", other, null, new JsonText("1"), AT),
                Fresh.write(tenant),
                Fresh.deadline()));
  }
}
