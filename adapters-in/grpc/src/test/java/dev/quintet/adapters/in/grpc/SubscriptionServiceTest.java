package dev.quintet.adapters.in.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.client.QuintetClient;
import dev.quintet.client.QuintetException;
import dev.quintet.client.Subscription;
import dev.quintet.client.Subscriptions;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.subscriptions.v1.ChangeSubscriptionRequest;
import dev.quintet.subscriptions.v1.CreateSubscriptionRequest;
import dev.quintet.subscriptions.v1.GetTermsRequest;
import dev.quintet.subscriptions.v1.ListChangesRequest;
import dev.quintet.subscriptions.v1.ListChangesResponse;
import dev.quintet.subscriptions.v1.ListPlansRequest;
import dev.quintet.subscriptions.v1.Plan;
import dev.quintet.subscriptions.v1.SubscriptionServiceGrpc;
import dev.quintet.subscriptions.v1.Terms;
import io.grpc.Metadata;
import io.grpc.StatusException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SubscriptionServiceTest {

  private final GrpcServer server = GrpcServer.open();

  @AfterAll
  void close() {
    server.close();
  }

  /** Of an operator, who makes subscriptions, and changes them as well. */
  private QuintetClient client(TenantId tenant) {
    return QuintetClient.builder()
        .endpoint("127.0.0.1", server.port)
        .plaintext()
        .key(server.key(Role.OPERATOR, new TenantScope.All()))
        .tenant(tenant.value())
        .giveUpAfter(Duration.ofSeconds(10))
        .build();
  }

  private SubscriptionServiceGrpc.SubscriptionServiceBlockingV2Stub stub(TenantId tenant) {
    Metadata headers = GrpcServer.bearer(server.key(Role.OPERATOR, new TenantScope.All()));
    headers.put(GrpcServer.TENANT, tenant.value());
    return SubscriptionServiceGrpc.newBlockingV2Stub(server.channel(headers));
  }

  @Test
  void aSubscriptionIsMadeChangedAndListed() throws Exception {
    TenantId tenant = server.tenant();
    try (QuintetClient client = client(tenant)) {
      Subscriptions subscriptions = client.subscriptions();
      Subscription made = subscriptions.create("main", "pro", "monthly", 0);
      assertThat(made.state()).isEqualTo("active");
      assertThat(made.cycleFrom()).isBefore(made.cycleTo());
      assertThat(subscriptions.create("main", "pro", "monthly", 0)).isEqualTo(made);
      assertThat(subscriptions.find("main")).isEqualTo(made);
      assertThat(subscriptions.all()).containsExactly(made);
      Subscription paused = subscriptions.pause("main", "1");
      assertThat(paused.state()).isEqualTo("paused");
      assertThat(subscriptions.pause("main", "1")).isEqualTo(paused);
      assertThatThrownBy(() -> subscriptions.resume("main", "1"))
          .isInstanceOf(QuintetException.class);
      assertThat(subscriptions.resume("main", "2").state()).isEqualTo("active");
      assertThat(subscriptions.changePlan("main", "3", "free", "monthly", true).nextPlan())
          .contains("free");
      assertThat(subscriptions.cancel("main", "4", true).cancelsAt()).isPresent();
      Subscription kept = subscriptions.keep("main", "5");
      assertThat(kept.cancelsAt()).isEmpty();
      assertThat(kept.nextPlan()).isEmpty();
      ListChangesResponse changes =
          stub(tenant)
              .listChanges(ListChangesRequest.newBuilder().setSubscription("main").build());
      assertThat(changes.getChangesList())
          .extracting(it -> it.getEvent())
          .containsExactly(
              "made", "started", "paused_by_customer", "resumed", "plan_change_agreed",
              "cancellation_agreed", "cancellation_agreed");
      assertThat(changes.getChanges(6).getAfter().getVersion()).isEqualTo(7);
    }
  }

  @Test
  void plansAndTermsAreShown() throws Exception {
    TenantId tenant = server.tenant();
    assertThat(stub(tenant).listPlans(ListPlansRequest.getDefaultInstance()).getPlansList())
        .extracting(Plan::getPlan)
        .containsExactly("enterprise", "free", "pro");
    Terms without = stub(tenant).getTerms(GetTermsRequest.getDefaultInstance());
    assertThat(without.hasSubscription()).isFalse();
    try (QuintetClient client = client(tenant)) {
      client.subscriptions().create("main", "enterprise", "yearly", 30);
    }
    Terms terms = stub(tenant).getTerms(GetTermsRequest.getDefaultInstance());
    assertThat(terms.getPlan()).isEqualTo("enterprise");
    assertThat(terms.getPrice()).isEqualTo("9990.0000");
    assertThat(terms.getSubscription().getState()).isEqualTo("trialing");
    assertThat(terms.getUsageList()).hasSize(2);
  }

  @Test
  void whatIsWrongIsNamed() {
    TenantId tenant = server.tenant();
    CreateSubscriptionRequest good =
        CreateSubscriptionRequest.newBuilder()
            .setSubscription("s")
            .setPlan("pro")
            .setCycle("monthly")
            .build();
    assertField("plan", () -> stub(tenant).createSubscription(good.toBuilder().setPlan("x").build()));
    assertField("cycle", () -> stub(tenant).createSubscription(good.toBuilder().setCycle("").build()));
    assertField(
        "trial_days",
        () -> stub(tenant).createSubscription(good.toBuilder().setTrialDays(-1).build()));
    assertField(
        "starts_at",
        () ->
            stub(tenant)
                .createSubscription(good.toBuilder().setStartsAtMicros(Long.MAX_VALUE).build()));
    assertField(
        "action",
        () ->
            stub(tenant)
                .changeSubscription(
                    ChangeSubscriptionRequest.newBuilder()
                        .setSubscription("s")
                        .setRequestId("1")
                        .build()));
    assertField(
        "at",
        () ->
            stub(tenant)
                .getTerms(GetTermsRequest.newBuilder().setAtMicros(Long.MAX_VALUE).build()));
  }

  private static void assertField(
      String field, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StatusException.class,
            e ->
                assertThat(e.getTrailers().get(GrpcServer.FIELD)).isEqualTo(field));
  }
}
