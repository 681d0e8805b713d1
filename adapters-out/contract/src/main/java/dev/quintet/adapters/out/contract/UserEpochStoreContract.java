package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertUnavailable;
import static dev.quintet.adapters.out.contract.UsersContract.freshUser;
import static dev.quintet.adapters.out.contract.UsersContract.profile;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserEpochStore;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.User;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a {@link UserEpochStore} does. */
public interface UserEpochStoreContract extends UsersContract {

  @Test
  default void theEpochGrowsWithEachEndAndIsShownOfActiveUsersOnly() {
    TenantId tenant = newTenant();
    UserId id = newUser(tenant);
    long first = epoch(tenant, id).orElseThrow();
    User now = byId(tenant, id);
    update(tenant, now.changed(profile("q" + id.value().substring(9)), User.State.ACTIVE, AT));
    assertThat(epoch(tenant, id)).as("a change of its name ends no session").contains(first);
    inState(tenant, id, User.State.DEACTIVATED);
    assertThat(epoch(tenant, id)).isEmpty();
    assertThat(byId(tenant, id).state()).isEqualTo(User.State.DEACTIVATED);
    inState(tenant, id, User.State.ACTIVE);
    assertThat(epoch(tenant, id).orElseThrow()).isGreaterThan(first);
    users().delete(tenant, id, AT, Fresh.deadline());
    assertThat(epoch(tenant, id)).isEmpty();
    assertThat(epoch(newTenant(), id)).isEmpty();
    assertThat(epoch(tenant, freshUser())).isEmpty();
  }

  private Optional<Long> epoch(TenantId tenant, UserId id) {
    return port(UserEpochStore.class).epoch(tenant, id, Fresh.deadline());
  }

  @Test
  default void anEpochIsRaisedOfThatUserOnly() {
    TenantId tenant = newTenant();
    UserId id = newUser(tenant);
    UserId other = newUser(tenant);
    long first = epoch(tenant, id).orElseThrow();
    long others = epoch(tenant, other).orElseThrow();
    port(UserEpochStore.class).raise(tenant, id, Fresh.deadline());
    port(UserEpochStore.class).raise(tenant, freshUser(), Fresh.deadline());
    assertThat(epoch(tenant, id)).contains(first + 1);
    assertThat(epoch(tenant, other)).contains(others);
  }

  @Test
  default void afterItsDeadlineNothingIsSaid() {
    TenantId tenant = newTenant();
    assertUnavailable(
        () -> port(UserEpochStore.class).epoch(tenant, freshUser(), Fresh.expired()));
  }
}
