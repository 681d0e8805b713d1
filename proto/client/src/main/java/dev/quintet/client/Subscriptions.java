package dev.quintet.client;

import dev.quintet.subscriptions.v1.Cancel;
import dev.quintet.subscriptions.v1.ChangePlan;
import dev.quintet.subscriptions.v1.ChangeSubscriptionRequest;
import dev.quintet.subscriptions.v1.CreateSubscriptionRequest;
import dev.quintet.subscriptions.v1.GetSubscriptionRequest;
import dev.quintet.subscriptions.v1.Keep;
import dev.quintet.subscriptions.v1.ListSubscriptionsRequest;
import dev.quintet.subscriptions.v1.Pause;
import dev.quintet.subscriptions.v1.Resume;
import java.util.function.UnaryOperator;

/**
 * Subscriptions of the tenant and its users. What changes one is sent again while that can help: it is
 * done once for its request id.
 */
public final class Subscriptions {

  private final Connection connection;

  Subscriptions(Connection connection) {
    this.connection = connection;
  }

  /**
   * Makes a subscription of the tenant that begins at once; the same again answers with what there is.
   *
   * @param cycle monthly, quarterly or yearly
   * @param trialDays 0 to 366
   */
  public Subscription create(String id, String plan, String cycle, int trialDays) {
    CreateSubscriptionRequest request =
        CreateSubscriptionRequest.newBuilder()
            .setSubscription(id)
            .setPlan(plan)
            .setCycle(cycle)
            .setTrialDays(trialDays)
            .build();
    return Subscription.of(
        connection.call(() -> connection.subscriptions().createSubscription(request)));
  }

  /** A subscription as it is now. */
  public Subscription find(String id) {
    GetSubscriptionRequest request =
        GetSubscriptionRequest.newBuilder().setSubscription(id).build();
    return Subscription.of(
        connection.call(() -> connection.subscriptions().getSubscription(request)));
  }

  /** All of them, by id; fetched page by page. */
  public Iterable<Subscription> all() {
    return Paged.all(
        cursor -> {
          ListSubscriptionsRequest request =
              ListSubscriptionsRequest.newBuilder().setCursor(cursor).build();
          var page =
              connection.call(() -> connection.subscriptions().listSubscriptions(request));
          return new Paged<>(
              page.getSubscriptionsList().stream().map(Subscription::of).toList(),
              page.getNextCursor());
        });
  }

  public Subscription pause(String id, String requestId) {
    return change(id, requestId, it -> it.setPause(Pause.getDefaultInstance()));
  }

  public Subscription resume(String id, String requestId) {
    return change(id, requestId, it -> it.setResume(Resume.getDefaultInstance()));
  }

  /** Ends it, now or at the end of its cycle. */
  public Subscription cancel(String id, String requestId, boolean atPeriodEnd) {
    return change(
        id, requestId, it -> it.setCancel(Cancel.newBuilder().setAtPeriodEnd(atPeriodEnd)));
  }

  /** What was agreed for the end of the cycle does not happen. */
  public Subscription keep(String id, String requestId) {
    return change(id, requestId, it -> it.setKeep(Keep.getDefaultInstance()));
  }

  /** Changes the plan or the length of cycles, now or at the end of the cycle. */
  public Subscription changePlan(
      String id, String requestId, String plan, String cycle, boolean atPeriodEnd) {
    return change(
        id,
        requestId,
        it ->
            it.setChangePlan(
                ChangePlan.newBuilder()
                    .setPlan(plan)
                    .setCycle(cycle)
                    .setAtPeriodEnd(atPeriodEnd)));
  }

  private Subscription change(
      String id, String requestId, UnaryOperator<ChangeSubscriptionRequest.Builder> action) {
    ChangeSubscriptionRequest request =
        action
            .apply(
                ChangeSubscriptionRequest.newBuilder()
                    .setSubscription(id)
                    .setRequestId(requestId))
            .build();
    return Subscription.of(
        connection.call(() -> connection.subscriptions().changeSubscription(request)));
  }
}
