package dev.quintet.bootstrap;

import static io.grpc.Status.Code.INVALID_ARGUMENT;
import static io.grpc.Status.Code.NOT_FOUND;
import static io.grpc.Status.Code.OK;
import static io.grpc.Status.Code.PERMISSION_DENIED;

import com.google.protobuf.Message;
import dev.quintet.domain.subscriptions.SubscriptionId;
import dev.quintet.domain.subscriptions.SubscriptionStore;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.subscriptions.v1.Cancel;
import dev.quintet.subscriptions.v1.ChangeSubscriptionRequest;
import dev.quintet.subscriptions.v1.CreateSubscriptionRequest;
import dev.quintet.subscriptions.v1.GetQuotasRequest;
import dev.quintet.subscriptions.v1.GetStatementRequest;
import dev.quintet.subscriptions.v1.GetSubscriptionRequest;
import dev.quintet.subscriptions.v1.GetTermsRequest;
import dev.quintet.subscriptions.v1.ListChangesRequest;
import dev.quintet.subscriptions.v1.ListPlansRequest;
import dev.quintet.subscriptions.v1.ListSubscriptionsRequest;
import dev.quintet.subscriptions.v1.PreviewInvoiceRequest;
import dev.quintet.subscriptions.v1.ReportInvoicesRequest;
import dev.quintet.subscriptions.v1.SubscriptionServiceGrpc;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Asks for another company's subscriptions and terms by every route. */
final class SubscriptionAttacks {

  private static final String SUBSCRIPTIONS = "/api/v1/subscriptions";
  private static final String WEBHOOKS = "/api/v1/webhooks/payments";

  /** Their answers change with every call, or with what an operator does for everybody. */
  static final Set<String> CHANGING =
      Set.of(
          SubscriptionServiceGrpc.getListPlansMethod().getFullMethodName(),
          SubscriptionServiceGrpc.getPreviewInvoiceMethod().getFullMethodName(),
          SubscriptionServiceGrpc.getGetQuotasMethod().getFullMethodName());

  private SubscriptionAttacks() {}

  /** Of the victim, which has one of its own name. */
  static String subscription(Names names) {
    return names.tenant() + ".main";
  }

  static List<GrpcAttack> reading() {
    List<GrpcAttack> attacks = new ArrayList<>();
    attacks.add(
        GrpcAttack.open(
            SubscriptionServiceGrpc.getListPlansMethod(),
            n -> ListPlansRequest.getDefaultInstance(),
            OK));
    attacks.add(
        read(
            SubscriptionServiceGrpc.getGetTermsMethod(),
            n ->
                GetTermsRequest.newBuilder()
                    .setUserId(n.tenant())
                    .setAtMicros(1_767_225_600_000_000L)
                    .build(),
            OK));
    attacks.add(
        read(
            SubscriptionServiceGrpc.getGetSubscriptionMethod(),
            n -> GetSubscriptionRequest.newBuilder().setSubscription(subscription(n)).build(),
            NOT_FOUND));
    attacks.add(
        read(
            SubscriptionServiceGrpc.getListSubscriptionsMethod(),
            n -> ListSubscriptionsRequest.newBuilder().setUserId(n.tenant()).build(),
            OK));
    attacks.add(
        read(
            SubscriptionServiceGrpc.getListSubscriptionsMethod(),
            n -> ListSubscriptionsRequest.newBuilder().setCursor(behind(n.tenant())).build(),
            INVALID_ARGUMENT));
    attacks.add(
        read(
            SubscriptionServiceGrpc.getListChangesMethod(),
            n -> ListChangesRequest.newBuilder().setSubscription(subscription(n)).build(),
            NOT_FOUND));
    attacks.add(
        read(
            SubscriptionServiceGrpc.getListChangesMethod(),
            n ->
                ListChangesRequest.newBuilder()
                    .setSubscription(subscription(n))
                    .setCursor(behindChange(n))
                    .build(),
            INVALID_ARGUMENT));
    attacks.add(
        read(
            SubscriptionServiceGrpc.getPreviewInvoiceMethod(),
            n -> PreviewInvoiceRequest.newBuilder().setTenant(n.tenant()).build(),
            NOT_FOUND));
    attacks.add(
        read(
            SubscriptionServiceGrpc.getGetStatementMethod(),
            n ->
                GetStatementRequest.newBuilder()
                    .setTenant(n.tenant())
                    .setPeriod("2001-01")
                    .build(),
            NOT_FOUND));
    attacks.add(
        read(
            SubscriptionServiceGrpc.getGetQuotasMethod(),
            n -> GetQuotasRequest.newBuilder().setTenant(n.tenant()).build(),
            NOT_FOUND));
    attacks.add(
        GrpcAttack.open(
            SubscriptionServiceGrpc.getReportInvoicesMethod(),
            n -> ReportInvoicesRequest.newBuilder().setAfterTenant(n.asker()).build(),
            PERMISSION_DENIED));
    return attacks;
  }

  static List<GrpcAttack> administering() {
    return List.of(
        GrpcAttack.of(
            SubscriptionServiceGrpc.getCreateSubscriptionMethod(),
            n ->
                CreateSubscriptionRequest.newBuilder()
                    .setSubscription(subscription(n))
                    .setPlan("free")
                    .setCycle("monthly")
                    .build(),
            PERMISSION_DENIED),
        GrpcAttack.of(
                SubscriptionServiceGrpc.getChangeSubscriptionMethod(),
                n ->
                    ChangeSubscriptionRequest.newBuilder()
                        .setSubscription(subscription(n))
                        .setRequestId("attack")
                        .setCancel(Cancel.getDefaultInstance())
                        .build(),
                NOT_FOUND)
            .only(Role.TENANT_ADMIN));
  }

  /** Readers may not; billing may. */
  private static <Q extends Message, A extends Message> GrpcAttack read(
      MethodDescriptor<Q, A> method, Function<Names, Q> request, Status.Code... told) {
    return new GrpcAttack(
        method.getFullMethodName(),
        (caller, names) -> caller.call(method, List.of(request.apply(names))),
        role -> role == Role.READER ? Set.of(PERMISSION_DENIED) : Set.of(told));
  }

  static List<RestAttack> rest() {
    List<RestAttack> attacks = new ArrayList<>();
    for (String method : List.of("GET", "HEAD")) {
      attacks.add(get(method, "/api/v1/plans", n -> "/api/v1/plans", role -> Set.of(200)));
      attacks.add(
          get(
              method,
              "/api/v1/terms",
              n -> "/api/v1/terms?at=2026-01-01T00:00:00Z&user=" + n.tenant(),
              read(200)));
      attacks.add(
          get(method, SUBSCRIPTIONS, n -> SUBSCRIPTIONS + "?user=" + n.tenant(), read(200)));
      attacks.add(
          get(
              method,
              SUBSCRIPTIONS,
              n -> SUBSCRIPTIONS + "?cursor=" + behind(n.tenant()),
              read(400)));
      attacks.add(
          get(
              method,
              SUBSCRIPTIONS + "/{subscription}",
              n -> SUBSCRIPTIONS + "/" + subscription(n),
              read(404)));
      String history = SUBSCRIPTIONS + "/{subscription}/history";
      Function<Names, String> own = n -> history.replace("{subscription}", subscription(n));
      attacks.add(get(method, history, own, read(404)));
      attacks.add(
          get(method, history, n -> own.apply(n) + "?cursor=" + behindChange(n), read(400)));
      attacks.add(
          get(method, "/api/v1/unsubscribed", n -> "/api/v1/unsubscribed", role -> Set.of(403)));
      attacks.add(get(method, "/api/v1/jobs", n -> "/api/v1/jobs", role -> Set.of(403)));
      attacks.add(
          get(
              method,
              WEBHOOKS + "/quarantine",
              n -> WEBHOOKS + "/quarantine",
              role -> Set.of(403)));
    }
    writing(attacks);
    return attacks;
  }

  private static void writing(List<RestAttack> attacks) {
    attacks.add(
        new RestAttack(
            "POST " + SUBSCRIPTIONS,
            n -> SUBSCRIPTIONS,
            n ->
                "{\"subscription\":\"%s\",\"plan\":\"free\",\"cycle\":\"monthly\"}"
                    .formatted(subscription(n)),
            role -> Set.of(403)));
    attacks.add(
        new RestAttack(
            "POST " + SUBSCRIPTIONS + "/{subscription}/changes",
            n -> SUBSCRIPTIONS + "/" + subscription(n) + "/changes",
            n -> "{\"action\":\"cancel\",\"when\":\"now\"}",
            role -> Set.of(role == Role.TENANT_ADMIN ? 404 : 403)));
    attacks.add(
        new RestAttack(
            "POST /api/v1/overrides",
            n -> "/api/v1/overrides",
            n -> "{\"id\":\"%s\",\"from\":\"2026-01-01T00:00:00Z\"}".formatted(n.tenant()),
            role -> Set.of(403)));
    attacks.add(
        new RestAttack(
            "POST /api/v1/grants",
            n -> "/api/v1/grants",
            n ->
                """
                {"id":"%s","from":"2026-01-01T00:00:00Z","to":"2027-01-01T00:00:00Z","reason":"r",
                 "type":"api_calls","count":"1"}"""
                    .formatted(n.tenant()),
            role -> Set.of(403)));
    attacks.add(
        new RestAttack(
            "POST /api/v1/plans/{plan}/versions",
            n -> "/api/v1/plans/pro/versions",
            n ->
                """
                {"version":"2","effective_from":"2100-01-01T00:00:00Z","currency":"EUR",
                 "monthly":"0"}""",
            role -> Set.of(403)));
    attacks.add(
        new RestAttack(
            "POST " + WEBHOOKS,
            n -> WEBHOOKS,
            n ->
                """
                {"type":"payment.failed","timestamp":"2026-01-01T00:00:00Z",
                 "data":{"tenant":"%s","subscription":"%s","version":1}}"""
                    .formatted(n.tenant(), subscription(n)),
            role -> Set.of(401)));
    attacks.add(
        new RestAttack(
            "POST " + WEBHOOKS + "/quarantine/{webhook}/{hash}/replay",
            n -> WEBHOOKS + "/quarantine/" + n.tenant() + "/aa/replay",
            n -> "",
            role -> Set.of(403)));
  }

  /** A cursor of that company's subscriptions. */
  static String behind(String company) {
    return SubscriptionStore.listing(new TenantId(company), null).behind(List.of("a")).value();
  }

  /** A cursor of the history of that company's subscription. */
  static String behindChange(Names names) {
    return SubscriptionStore.historyListing(
            new TenantId(names.tenant()), new SubscriptionId(subscription(names)))
        .behind(List.of("1"))
        .value();
  }

  private static RestAttack get(
      String method,
      String route,
      Function<Names, String> path,
      Function<Role, Set<Integer>> expected) {
    return new RestAttack(method + " " + route, path, n -> "", expected);
  }

  private static Function<Role, Set<Integer>> read(int told) {
    return role -> Set.of(role == Role.READER ? 403 : told);
  }
}
