package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.Notification;
import dev.quintet.domain.users.Notification.Delivery;
import dev.quintet.domain.users.NotificationLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a {@link NotificationLog} does. */
public interface NotificationLogContract extends UsersContract, PagingContract {

  private static Notification fresh(UserId user, int seconds) {
    return Notification.fresh(
        "n-" + Fresh.unique(),
        user,
        "email",
        "margin_call",
        new JsonText("{\"level\": 1.50}"),
        AT.plusSeconds(seconds));
  }

  private Notification append(TenantId tenant, Notification notification) {
    port(NotificationLog.class)
        .append(
            tenant,
            notification,
            UsersContract.write(
                tenant,
                notification.user(),
                "notification",
                notification.id(),
                notification),
            Fresh.deadline());
    return notification;
  }

  private Notification mark(
      TenantId tenant,
      UserId user,
      String id,
      @Nullable Delivery delivery,
      @Nullable Instant readAt,
      int seconds) {
    return port(NotificationLog.class)
        .mark(tenant, user, id, delivery, readAt, AT.plusSeconds(seconds), Fresh.deadline());
  }

  private List<Notification> list(TenantId tenant, UserId user, boolean unread) {
    return port(NotificationLog.class)
        .list(tenant, user, unread, null, 100, Fresh.deadline())
        .items();
  }

  @Test
  default void aNotificationIsLoggedOnceAndTheNewestComesFirst() {
    TenantId tenant = newTenant();
    UserId user = newUser(tenant);
    Notification first = append(tenant, fresh(user, 1));
    Notification second = append(tenant, fresh(user, 2));
    append(tenant, first);
    assertThat(list(tenant, user, false)).containsExactly(second, first);
    assertThat(list(tenant, newUser(tenant), false)).isEmpty();
    assertThat(list(newTenant(), user, false)).isEmpty();
    UserId other = newUser(tenant);
    assertProblem(
        new Problem.AlreadyExists("notification", first.id()),
        () ->
            port(NotificationLog.class)
                .append(
                    tenant,
                    Notification.fresh(first.id(), other, "push", "x", first.content(), AT),
                    Fresh.write(tenant),
                    Fresh.deadline()));
    assertProblem(
        Problem.NotFound.class, () -> append(tenant, fresh(UsersContract.freshUser(), 1)));
  }

  @Test
  default void deliveryOnlyGoesOnHoweverNewsOfItArrives() {
    TenantId tenant = newTenant();
    UserId user = newUser(tenant);
    Notification queued = append(tenant, fresh(user, 0));
    Notification delivered = mark(tenant, user, queued.id(), Delivery.DELIVERED, null, 5);
    assertThat(delivered.delivery()).isEqualTo(Delivery.DELIVERED);
    assertThat(delivered.deliveryAt()).isEqualTo(AT.plusSeconds(5));
    for (Delivery late : Delivery.values()) {
      assertThat(mark(tenant, user, queued.id(), late, null, 9)).isEqualTo(delivered);
    }
    Instant read = AT.plusSeconds(7);
    assertThat(mark(tenant, user, queued.id(), null, read, 9).readAt()).isEqualTo(read);
    assertThat(mark(tenant, user, queued.id(), null, read.plusSeconds(1), 9).readAt())
        .as("read stays read")
        .isEqualTo(read);
    assertThat(list(tenant, user, true)).isEmpty();
    assertThat(list(tenant, user, false)).hasSize(1);
  }

  @Test
  default void anotherUserAndTenantReachNothing() {
    TenantId tenant = newTenant();
    UserId user = newUser(tenant);
    UserId another = newUser(tenant);
    Notification queued = append(tenant, fresh(user, 0));
    Problem none = new Problem.NotFound("notification", queued.id());
    assertProblem(none, () -> mark(tenant, another, queued.id(), Delivery.SENT, null, 1));
    TenantId other = newTenant();
    assertProblem(none, () -> mark(other, user, queued.id(), Delivery.SENT, null, 1));
    users().delete(tenant, user, AT, Fresh.deadline());
    assertThat(list(tenant, user, false)).isEmpty();
  }

  @Override
  default List<Paged<?>> listings() {
    List<Paged<?>> listings = new ArrayList<>();
    for (TenantId tenant : List.of(newTenant(), newTenant())) {
      UserId user = newUser(tenant);
      for (int i = 0; i < 10; i++) {
        Notification one = append(tenant, fresh(user, i / 3));
        if (i % 2 == 0) {
          mark(tenant, user, one.id(), null, AT, 0);
        }
      }
      for (boolean unread : new boolean[] {false, true}) {
        listings.add(
            (after, limit) ->
                port(NotificationLog.class)
                    .list(tenant, user, unread, after, limit, Fresh.deadline()));
      }
    }
    return listings;
  }
}
