package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.adapters.out.contract.Problems.assertUnavailable;
import static dev.quintet.adapters.out.contract.UsersContract.freshUser;
import static dev.quintet.adapters.out.contract.UsersContract.profile;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.PasswordHash;
import dev.quintet.domain.users.TradingAccount;
import dev.quintet.domain.users.User;
import dev.quintet.domain.users.UserName;
import dev.quintet.domain.users.UserProfile;
import dev.quintet.domain.users.UserStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a {@link UserStore} does. */
public interface UserStoreContract extends UsersContract, PagingContract {

  private static User user(String name, String email) {
    return User.fresh(
        freshUser(),
        new UserProfile(
            new UserName.Email(email), new UserName.Login(name), Tier.FREE, Map.of()),
        AT);
  }

  private Optional<User> find(TenantId tenant, UserName name) {
    return users().find(tenant, null, name, Fresh.deadline());
  }

  @Test
  default void aUserIsFoundByEachOfItsNamesInAnySpelling() {
    TenantId tenant = newTenant();
    UserProfile profile =
        new UserProfile(
            new UserName.Email("Zoë.Straße@Example.com"),
            new UserName.Login("Zoë"),
            Tier.ENTERPRISE,
            Map.of("max_symbols", 0L, "max_trading_accounts", 20L, "anything", Long.MAX_VALUE));
    User user = User.fresh(freshUser(), profile, AT);
    create(tenant, user);
    for (UserName name :
        List.of(
            new UserName.Id(user.id()),
            new UserName.Email("zoe\u0308.strasse@EXAMPLE.COM"),
            new UserName.Login("ZOË"))) {
      assertThat(find(tenant, name)).contains(user);
      assertThat(find(newTenant(), name)).as("another tenant").isEmpty();
      assertThat(users().find(tenant, user.id(), name, Fresh.deadline())).contains(user);
      assertThat(users().find(tenant, freshUser(), name, Fresh.deadline()))
          .as("another user")
          .isEmpty();
    }
    assertThat(find(tenant, new UserName.Login("Zoe"))).isEmpty();
  }

  @Test
  default void aUserIsMadeOnce() {
    TenantId tenant = newTenant();
    User user = User.fresh(freshUser(), profile("ann"), AT);
    create(tenant, user);
    create(tenant, user);
    assertProblem(
        Problem.Conflict.class,
        () -> create(tenant, User.fresh(user.id(), profile("anna"), AT)));
    assertThat(byId(tenant, user.id())).isEqualTo(user);
  }

  @Test
  default void addressesAndNamesAreUniqueInTheTenantInEverySpelling() {
    TenantId tenant = newTenant();
    create(tenant, user("ann", "Ann@example.com"));
    assertProblem(
        new Problem.AlreadyExists("user", "with this email"),
        () -> create(tenant, user("bob", "ANN@EXAMPLE.COM")));
    assertProblem(
        new Problem.AlreadyExists("user", "with this username"),
        () -> create(tenant, user("ANN", "bob@example.com")));
    User bob = user("bob", "bob@example.com");
    create(tenant, bob);
    assertProblem(
        new Problem.AlreadyExists("user", "with this email"),
        () ->
            update(
                tenant,
                bob.changed(
                    user("bob", "ann@EXAMPLE.com").profile(), User.State.ACTIVE, AT)));
    create(newTenant(), user("ann", "ann@example.com"));
  }

  @Test
  default void ofConcurrentUsersWithOneAddressOneIsMade() throws Exception {
    TenantId tenant = newTenant();
    List<Boolean> made =
        Together.call(
            8,
            i ->
                () -> {
                  try {
                    create(tenant, user("name" + i, i % 2 == 0 ? "a@b.de" : "A@B.DE"));
                    return true;
                  } catch (ProblemException e) {
                    assertThat(e.problem()).isInstanceOf(Problem.AlreadyExists.class);
                    return false;
                  }
                });
    assertThat(made).filteredOn(Boolean.TRUE::equals).hasSize(1);
  }

  @Test
  default void anAddressThatOnlyLooksLikeAnothersIsMarkedAndNeverMerged() {
    TenantId tenant = newTenant();
    User ann = user("ann", "paypal@example.com");
    User like = user("bob", "раураl@example.com");
    User wide = user("cid", "ｐａｙｐａｌ@example.com");
    create(tenant, ann);
    create(tenant, later(like, 1));
    create(tenant, later(wide, 2));
    assertThat(byId(tenant, ann.id()).looksLike()).isNull();
    assertThat(byId(tenant, like.id()).looksLike()).isEqualTo(ann.id());
    assertThat(byId(tenant, wide.id()).looksLike()).isEqualTo(ann.id());
    assertThat(find(tenant, like.profile().email()).orElseThrow().id()).isEqualTo(like.id());
    User changed =
        update(
            tenant,
            like.changed(user("bob", "bob@b.de").profile(), User.State.ACTIVE, AT));
    assertThat(changed.looksLike()).isNull();
  }

  private static User later(User user, int seconds) {
    return User.fresh(user.id(), user.profile(), AT.plusSeconds(seconds));
  }

  @Test
  default void aChangeNeedsTheVersionBeforeItAndIsDoneOnce() {
    TenantId tenant = newTenant();
    UserId id = newUser(tenant);
    User first = byId(tenant, id);
    User changed = first.changed(profile("x" + id.value().substring(10)), first.state(), AT.plusSeconds(1));
    assertThat(update(tenant, changed)).isEqualTo(changed).isEqualTo(byId(tenant, id));
    assertThat(update(tenant, changed)).as("the same again").isEqualTo(changed);
    assertProblem(
        new Problem.Stale("user", id.value()),
        () -> update(tenant, first.changed(profile("z" + id.value().substring(10)), first.state(), AT)));
    UserId unknown = freshUser();
    assertProblem(
        new Problem.NotFound("user", unknown.value()),
        () -> update(tenant, User.fresh(unknown, profile("y"), AT).changed(profile("z"), User.State.ACTIVE, AT)));
    TenantId other = newTenant();
    assertProblem(Problem.NotFound.class, () -> update(other, changed));
  }

  @Test
  default void limitsMayNotExceedThePlans() {
    TenantId tenant = newTenant();
    UserProfile plain = profile("ann");
    UserProfile greedy =
        new UserProfile(
            plain.email(), plain.username(), plain.tier(), Map.of("max_trading_accounts", 21L));
    User ann = User.fresh(freshUser(), plain, AT);
    Problem refused =
        new Problem.Invalid("limits.max_trading_accounts", "is more than the plan's 20");
    assertProblem(refused, () -> create(tenant, User.fresh(freshUser(), greedy, AT)));
    create(tenant, ann);
    assertProblem(refused, () -> update(tenant, ann.changed(greedy, User.State.ACTIVE, AT)));
  }

  @Test
  default void aDeletedUserIsGoneItsNamesAreFreeAndItsIdIsNot() {
    TenantId tenant = newTenant();
    User ann = user("ann", "ann@example.com");
    create(tenant, ann);
    users().delete(tenant, ann.id(), AT, Fresh.deadline());
    users().delete(tenant, ann.id(), AT, Fresh.deadline());
    for (UserName name :
        List.of(
            new UserName.Id(ann.id()), ann.profile().email(), ann.profile().username())) {
      assertThat(find(tenant, name)).isEmpty();
    }
    assertThat(users().list(tenant, new UserStore.Filter(null, null), null, 9, Fresh.deadline()).items())
        .isEmpty();
    assertProblem(
        Problem.NotFound.class,
        () -> update(tenant, ann.changed(ann.profile(), User.State.ACTIVE, AT)));
    create(tenant, user("ann", "ann@example.com"));
    assertProblem(
        Problem.AlreadyExists.class,
        () ->
            users()
                .create(
                    tenant,
                    User.fresh(ann.id(), profile("new"), AT),
                    null,
                    Fresh.write(tenant),
                    Fresh.deadline()));
    UserId unknown = freshUser();
    assertProblem(
        new Problem.NotFound("user", unknown.value()),
        () -> users().delete(tenant, unknown, AT, Fresh.deadline()));
  }

  @Test
  default void aUserWithAnOpenAccountIsNotDeleted() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    assertProblem(
        Problem.NotReady.class,
        () -> users().delete(tenant, account.user(), AT, Fresh.deadline()));
    accounts()
        .set(tenant, null, account.id(), TradingAccount.Status.CLOSED, 0, Fresh.deadline());
    users().delete(tenant, account.user(), AT, Fresh.deadline());
    assertThat(accounts().find(tenant, null, account.id(), Fresh.deadline())).isPresent();
  }

  @Test
  default void aPasswordIsTakenAndShownNowhere() {
    TenantId tenant = newTenant();
    User ann = user("ann", "ann@example.com");
    PasswordHash hash = new PasswordHash("$2b$12$" + "x".repeat(53));
    users()
        .create(
            tenant,
            ann,
            hash,
            UsersContract.write(tenant, null, "user", ann.id().value(), ann),
            Fresh.deadline());
    User changed =
        users()
            .update(
                tenant,
                ann.changed(ann.profile(), User.State.ACTIVE, AT),
                new PasswordHash("y".repeat(1_024)),
                Fresh.deadline());
    assertThat(changed.toString() + hash + byId(tenant, ann.id())).doesNotContain("xxx", "yyy");
  }

  @Override
  default List<Paged<?>> listings() {
    List<Paged<?>> listings = new ArrayList<>();
    for (TenantId tenant : List.of(newTenant(), newTenant())) {
      List<UserId> ids = IntStream.range(0, 5).mapToObj(i -> newUser(tenant)).toList();
      ids.forEach(id -> inState(tenant, id, User.State.DEACTIVATED));
      IntStream.range(0, 4).forEach(i -> newUser(tenant));
      for (User.@Nullable State state :
          new User.@Nullable State[] {null, User.State.ACTIVE, User.State.DEACTIVATED}) {
        listings.add(
            (after, limit) ->
                users()
                    .list(
                        tenant, new UserStore.Filter(null, state), after, limit, Fresh.deadline()));
      }
    }
    return listings;
  }

  @Test
  default void aListingForOneUserHasThatUserOnly() {
    TenantId tenant = newTenant();
    newUser(tenant);
    UserId own = newUser(tenant);
    assertThat(
            users()
                .list(tenant, new UserStore.Filter(own, null), null, 9, Fresh.deadline())
                .items())
        .extracting(User::id)
        .containsExactly(own);
  }

  @Test
  default void afterItsDeadlineNothingIsDone() {
    TenantId tenant = newTenant();
    User ann = user("ann", "ann@example.com");
    assertUnavailable(
        () ->
            users()
                .create(tenant, ann, null, Fresh.write(tenant), Fresh.expired()),
        () -> users().find(tenant, null, new UserName.Id(ann.id()), Fresh.expired()),
        () -> users().update(tenant, ann, null, Fresh.expired()),
        () -> users().delete(tenant, ann.id(), AT, Fresh.expired()));
    assertThat(find(tenant, new UserName.Id(ann.id()))).isEmpty();
  }
}
