package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.Preference;
import dev.quintet.domain.users.PreferenceStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a {@link PreferenceStore} does. */
public interface PreferenceStoreContract extends UsersContract, PagingContract {

  private PreferenceStore store() {
    return port(PreferenceStore.class);
  }

  private Preference put(TenantId tenant, UserId user, String key, String value, long version) {
    return store()
        .put(
            tenant,
            user,
            new Preference.Key(key),
            new JsonText(value),
            version,
            AT,
            Fresh.deadline());
  }

  private Optional<Preference> find(TenantId tenant, UserId user, String key) {
    return store().find(tenant, user, new Preference.Key(key), Fresh.deadline());
  }

  @Test
  default void aPreferenceIsKeptAsItWasWrittenForItsUserOnly() {
    TenantId tenant = newTenant();
    UserId user = newUser(tenant);
    String value = "{ \"b\": 1.0, \"a\": [null, \"\\u00e9ü\"], \"b\": 2 }";
    Preference put = put(tenant, user, "theme.colours", value, 0);
    assertThat(put.value().value()).isEqualTo(value);
    assertThat(find(tenant, user, "theme.colours")).contains(put);
    assertThat(find(tenant, newUser(tenant), "theme.colours")).isEmpty();
    assertThat(find(newTenant(), user, "theme.colours")).isEmpty();
  }

  @Test
  default void aChangeRaisesTheVersionAndTheSameAgainDoesNot() {
    TenantId tenant = newTenant();
    UserId user = newUser(tenant);
    assertThat(put(tenant, user, "k", "1", 0).version()).isEqualTo(1);
    assertThat(put(tenant, user, "k", "1", 0).version()).isEqualTo(1);
    assertThat(put(tenant, user, "k", "2", 1).version()).isEqualTo(2);
    assertThat(put(tenant, user, "k", "2", 1).version()).as("sent again").isEqualTo(2);
    Problem stale = new Problem.Stale("preference", "k");
    assertProblem(stale, () -> put(tenant, user, "k", "3", 1));
    assertProblem(new Problem.Stale("preference", "new"), () -> put(tenant, user, "new", "3", 1));
    store().remove(tenant, user, new Preference.Key("k"), Fresh.deadline());
    store().remove(tenant, user, new Preference.Key("k"), Fresh.deadline());
    assertThat(find(tenant, user, "k")).isEmpty();
  }

  @Test
  default void aUserHasOnlySoMany() throws Exception {
    TenantId tenant = newTenant();
    UserId user = newUser(tenant);
    for (int i = 0; i < PreferenceStore.MOST - 1; i++) {
      put(tenant, user, "k" + i, "1", 0);
    }
    List<Boolean> done =
        Together.call(
            4,
            i ->
                () -> {
                  try {
                    return put(tenant, user, "more" + i, "1", 0).version() == 1;
                  } catch (ProblemException e) {
                    assertThat(e.problem())
                        .isEqualTo(
                            new Problem.LimitExceeded(
                                "preferences", PreferenceStore.MOST, Duration.ZERO));
                    return false;
                  }
                });
    assertThat(done).filteredOn(Boolean.TRUE::equals).hasSize(1);
    assertThat(put(tenant, user, "k0", "2", 0).version()).isEqualTo(2);
  }

  @Test
  default void onlyAnActiveUserHasPreferencesAndADeletedOneNone() {
    TenantId tenant = newTenant();
    UserId user = newUser(tenant);
    put(tenant, user, "k", "1", 0);
    assertProblem(
        Problem.NotFound.class, () -> put(tenant, UsersContract.freshUser(), "k", "1", 0));
    users().delete(tenant, user, AT, Fresh.deadline());
    assertThat(find(tenant, user, "k")).isEmpty();
    assertProblem(Problem.NotFound.class, () -> put(tenant, user, "k", "1", 0));
  }

  @Override
  default List<Paged<?>> listings() {
    List<Paged<?>> listings = new ArrayList<>();
    for (TenantId tenant : List.of(newTenant(), newTenant())) {
      for (int i = 0; i < 2; i++) {
        UserId user = newUser(tenant);
        for (String key : List.of("a", "B", "b", "c.d", "z:1")) {
          put(tenant, user, key, "1", 0);
        }
        listings.add(
            (after, limit) -> store().list(tenant, user, after, limit, Fresh.deadline()));
      }
    }
    return listings;
  }
}
