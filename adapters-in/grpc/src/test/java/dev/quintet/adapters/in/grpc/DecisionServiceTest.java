package dev.quintet.adapters.in.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.client.Decision;
import dev.quintet.client.Decisions;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.Receipt;
import dev.quintet.decisions.v1.DecisionServiceGrpc;
import dev.quintet.decisions.v1.RecordDecisionsRequest;
import dev.quintet.decisions.v1.RecordOutcomesRequest;
import dev.quintet.domain.decisions.DecisionChange;
import dev.quintet.domain.decisions.DecisionIndex;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.TenantId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DecisionServiceTest {

  private static final Instant AT = Instant.parse("2026-02-03T04:05:06.789012Z");

  private final GrpcServer server = GrpcServer.open();

  @AfterAll
  void close() {
    server.close();
  }

  private static Decision.Stated stated(String id, int second, @Nullable String probability) {
    return new Decision.Stated(
        new Decision(
            id,
            "",
            "trend",
            "buy",
            "DAX",
            "15m",
            new BigDecimal("0.75000000"),
            probability == null ? null : new BigDecimal(probability),
            "m1",
            AT.plusSeconds(second)),
        new Decision.Grounds("because\nof that", "{\"vix\": 20.50}", ""));
  }

  private static Decisions.Settlement settlement(String id, long version, String profit) {
    return new Decisions.Settlement(
        id, new Decision.Outcome(version, "profitable", new BigDecimal(profit), "EUR", AT.plusSeconds(60)));
  }

  private void deliver(TenantId tenant) {
    server.deliver(tenant, DecisionChange.to(server.memory(DecisionIndex.class)));
  }

  @Test
  void decisionsAreRecordedSettledReadAndListed() {
    TenantId tenant = server.tenant();
    try (QuintetClient client = server.client(server.key(Role.SERVICE, tenant))) {
      Decisions decisions = client.decisions();
      List<Decision.Stated> two =
          List.of(stated("d1", 0, "0.12345678"), stated("d2", 1, null));
      Decisions.Report report = decisions.record(two, List.of("index"), Duration.ofMillis(1));
      assertThat(report.recorded()).isEqualTo(2);
      assertThat(report.receipts()).extracting(Receipt::operation)
          .containsExactly("decision:d1", "decision:d2");
      assertThat(decisions.record(two, List.of(), Duration.ZERO))
          .isEqualTo(new Decisions.Report(0, 2, List.of(), List.of()));
      assertThat(server.metered(tenant, UsageType.AI_DECISIONS)).isEqualTo(2);
      Decisions.Found found = decisions.get("d1");
      assertThat(found.recorded().decision()).isEqualTo(two.getFirst().decision());
      assertThat(found.recorded().outcome()).isNull();
      assertThat(found.grounds()).isEqualTo(two.getFirst().grounds());
      assertThatThrownBy(() -> decisions.get("none")).hasMessageContaining("no decision none");
      Decisions.Report settled =
          decisions.settle(
              List.of(settlement("d1", 2, "12.5000"), settlement("none", 1, "1")),
              List.of(),
              Duration.ZERO);
      assertThat(settled.recorded()).isEqualTo(1);
      assertThat(settled.refused())
          .containsExactly(new Decisions.Refused(1, "not_found", "no decision none", ""));
      assertThat(decisions.get("d1").recorded().outcome())
          .isEqualTo(settlement("d1", 2, "12.5000").outcome());
    }
  }

  @Test
  void aConflictNamesTheField() {
    TenantId tenant = server.tenant();
    try (QuintetClient client = server.client(server.key(Role.SERVICE, tenant))) {
      Decisions decisions = client.decisions();
      decisions.record(List.of(stated("d", 0, null)), List.of(), Duration.ZERO);
      assertThat(
              decisions.record(List.of(stated("d", 0, "0.5")), List.of(), Duration.ZERO).refused())
          .singleElement()
          .satisfies(
              it -> {
                assertThat(it.kind()).isEqualTo("conflict");
                assertThat(it.field()).isEqualTo("probability");
              });
    }
  }

  @Test
  void listingsAreFilteredByWhatTheIndexHas() {
    TenantId tenant = server.tenant();
    try (QuintetClient client = server.client(server.key(Role.SERVICE, tenant))) {
      Decisions decisions = client.decisions();
      decisions.record(List.of(stated("d", 0, null)), List.of(), Duration.ZERO);
      deliver(tenant);
      decisions.settle(List.of(settlement("d", 1, "1")), List.of(), Duration.ZERO);
      deliver(tenant);
      assertThat(decisions.having("outcome:1@d").list(Decisions.Filter.ALL))
          .singleElement()
          .satisfies(
              it -> assertThat(Objects.requireNonNull(it.outcome()).result()).isEqualTo("profitable"));
      assertThat(
              decisions.list(
                  new Decisions.Filter(
                      null, "trend", "DAX", "buy", "profitable", "m1", AT, AT.plusSeconds(1))))
          .hasSize(1);
      assertThat(
              decisions.list(
                  new Decisions.Filter(null, null, null, null, "pending", null, null, null)))
          .isEmpty();
    }
  }

  @Test
  void whatIsWrongIsNamedWithItsPlace() {
    var stub =
        DecisionServiceGrpc.newBlockingV2Stub(
                server.channel(GrpcServer.bearer(server.key(Role.SERVICE, server.tenant()))))
            .withDeadlineAfter(20, TimeUnit.SECONDS);
    RecordDecisionsRequest.Builder request = RecordDecisionsRequest.newBuilder();
    for (String id : List.of("a", "b")) {
      request
          .addDecisionsBuilder()
          .getDecisionBuilder()
          .setDecisionId(id)
          .setAgent("trend")
          .setType("hold")
          .setSymbol("DAX")
          .setTimeframe("1h")
          .setConfidence("1");
    }
    request.getDecisionsBuilder(1).getGroundsBuilder().setFeatures("{");
    assertThatThrownBy(() -> stub.recordDecisions(request.build()))
        .hasMessageContaining("decisions[1].features");
    request.getDecisionsBuilder(1).getDecisionBuilder().setConfidence("NaN");
    assertThatThrownBy(() -> stub.recordDecisions(request.build()))
        .hasMessageContaining("decisions[1].confidence");
    RecordOutcomesRequest.Builder outcomes = RecordOutcomesRequest.newBuilder();
    outcomes.addOutcomesBuilder().setDecisionId("a").getOutcomeBuilder().setOutcome("won");
    assertThatThrownBy(() -> stub.recordOutcomes(outcomes.build()))
        .hasMessageContaining("outcomes[0].version");
    outcomes.getOutcomesBuilder(0).getOutcomeBuilder().setVersion(1);
    assertThatThrownBy(() -> stub.recordOutcomes(outcomes.build()))
        .hasMessageContaining("outcomes[0].outcome");
    outcomes.getOutcomesBuilder(0).getOutcomeBuilder().setOutcome("loss").setProfit("1").setCurrency("EUR");
    assertThatThrownBy(() -> stub.recordOutcomes(outcomes.build()))
        .hasMessageContaining("outcomes[0].profit");
  }
}
