package dev.quintet.adapters.in.grpc.subscriptions;

import dev.quintet.adapters.in.grpc.kit.GrpcMethods;
import dev.quintet.adapters.in.grpc.kit.Paging;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.subscriptions.PlanAdministration;
import dev.quintet.application.subscriptions.Subscribing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.subscriptions.CycleLength;
import dev.quintet.domain.subscriptions.PlanId;
import dev.quintet.domain.subscriptions.SubscriptionChange;
import dev.quintet.domain.subscriptions.SubscriptionId;
import dev.quintet.subscriptions.v1.ChangeSubscriptionRequest;
import dev.quintet.subscriptions.v1.CreateSubscriptionRequest;
import dev.quintet.subscriptions.v1.GetSubscriptionRequest;
import dev.quintet.subscriptions.v1.GetTermsRequest;
import dev.quintet.subscriptions.v1.ListChangesRequest;
import dev.quintet.subscriptions.v1.ListChangesResponse;
import dev.quintet.subscriptions.v1.ListPlansRequest;
import dev.quintet.subscriptions.v1.ListPlansResponse;
import dev.quintet.subscriptions.v1.ListSubscriptionsRequest;
import dev.quintet.subscriptions.v1.ListSubscriptionsResponse;
import dev.quintet.subscriptions.v1.Subscription;
import dev.quintet.subscriptions.v1.SubscriptionServiceGrpc;
import dev.quintet.subscriptions.v1.Terms;
import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import jakarta.inject.Singleton;

/** {@code quintet.subscriptions.v1.SubscriptionService}. */
@Singleton
final class SubscriptionGrpcService implements BindableService {

  /** Such numbers are refused by the activities: they are no days and no versions. */
  private static final int MOST = Integer.MAX_VALUE;

  private final GrpcMethods calls;
  private final PlanAdministration plans;
  private final Subscribing subscriptions;
  private final InvoiceMethods invoices;

  SubscriptionGrpcService(
      GrpcMethods calls,
      PlanAdministration plans,
      Subscribing subscriptions,
      InvoiceMethods invoices) {
    this.invoices = invoices;
    this.calls = calls;
    this.plans = plans;
    this.subscriptions = subscriptions;
  }

  @Override
  public ServerServiceDefinition bindService() {
    return calls
        .service(SubscriptionServiceGrpc.getServiceDescriptor())
        .read(SubscriptionServiceGrpc.getListPlansMethod(), this::listPlans)
        .read(SubscriptionServiceGrpc.getGetTermsMethod(), this::getTerms)
        .unary(SubscriptionServiceGrpc.getCreateSubscriptionMethod(), this::createSubscription)
        .unary(SubscriptionServiceGrpc.getChangeSubscriptionMethod(), this::changeSubscription)
        .read(SubscriptionServiceGrpc.getGetSubscriptionMethod(), this::getSubscription)
        .read(SubscriptionServiceGrpc.getListSubscriptionsMethod(), this::listSubscriptions)
        .read(SubscriptionServiceGrpc.getListChangesMethod(), this::listChanges)
        .unary(SubscriptionServiceGrpc.getPreviewInvoiceMethod(), invoices::preview)
        .streamed(SubscriptionServiceGrpc.getReportInvoicesMethod(), invoices::report)
        .read(SubscriptionServiceGrpc.getGetStatementMethod(), invoices::statement)
        .unary(SubscriptionServiceGrpc.getGetQuotasMethod(), invoices::quotas)
        .build();
  }

  private ListPlansResponse listPlans(ListPlansRequest request, Caller caller) {
    ListPlansResponse.Builder answer = ListPlansResponse.newBuilder();
    plans
        .list(caller.principal(), caller.deadline())
        .forEach(plan -> answer.addPlans(SubscriptionMessages.plan(plan)));
    return answer.build();
  }

  private Terms getTerms(GetTermsRequest request, Caller caller) {
    return SubscriptionMessages.terms(
        plans.terms(
            caller.principal(),
            SubscriptionMessages.user(request.getUserId()),
            SubscriptionMessages.instant(request.getAtMicros()),
            caller.deadline()));
  }

  private Subscription createSubscription(CreateSubscriptionRequest request, Caller caller) {
    return SubscriptionMessages.subscription(
        subscriptions.begin(
            caller.principal(),
            new Subscribing.Wish(
                new SubscriptionId(request.getSubscription()),
                SubscriptionMessages.user(request.getUserId()),
                new PlanId(request.getPlan()),
                CycleLength.of(request.getCycle()),
                SubscriptionMessages.instant(request.getStartsAtMicros()),
                whole(request.getTrialDays()),
                SubscriptionMessages.instant(request.getEndsAtMicros()),
                request.hasGraceDays() ? whole(request.getGraceDays()) : null),
            caller.deadline()));
  }

  private Subscription changeSubscription(ChangeSubscriptionRequest request, Caller caller) {
    return SubscriptionMessages.subscription(
        subscriptions.ask(
            caller.principal(),
            request.getRequestId(),
            new SubscriptionId(request.getSubscription()),
            SubscriptionMessages.asked(request),
            Integer.toUnsignedLong(request.getVersion()),
            caller.deadline()));
  }

  /** An unsigned number; those beyond the signed ones are too many of anything here. */
  private static int whole(int unsigned) {
    return unsigned < 0 ? MOST : unsigned;
  }

  private Subscription getSubscription(GetSubscriptionRequest request, Caller caller) {
    return SubscriptionMessages.subscription(
        subscriptions.byId(
            caller.principal(),
            new SubscriptionId(request.getSubscription()),
            caller.deadline()));
  }

  private ListSubscriptionsResponse listSubscriptions(
      ListSubscriptionsRequest request, Caller caller) {
    Page<dev.quintet.domain.subscriptions.Subscription> page =
        subscriptions.list(
            caller.principal(),
            SubscriptionMessages.user(request.getUserId()),
            Paging.cursor(request.getCursor()),
            Paging.limit(request.getPageSize()),
            caller.deadline());
    ListSubscriptionsResponse.Builder answer = ListSubscriptionsResponse.newBuilder();
    page.items().forEach(it -> answer.addSubscriptions(SubscriptionMessages.subscription(it)));
    return answer.setNextCursor(SubscriptionMessages.cursor(page)).build();
  }

  private ListChangesResponse listChanges(ListChangesRequest request, Caller caller) {
    Page<SubscriptionChange> page =
        subscriptions.history(
            caller.principal(),
            new SubscriptionId(request.getSubscription()),
            Paging.cursor(request.getCursor()),
            Paging.limit(request.getPageSize()),
            caller.deadline());
    ListChangesResponse.Builder answer = ListChangesResponse.newBuilder();
    page.items().forEach(it -> answer.addChanges(SubscriptionMessages.change(it)));
    return answer.setNextCursor(SubscriptionMessages.cursor(page)).build();
  }
}
