package dev.quintet.domain.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.operations.Change;
import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DecisionTest {

  private static final Instant AT = Instant.parse("2026-02-03T04:05:06.789012345Z");

  private static Decision decision(
      String agent, String confidence, @Nullable String probability, String model, Instant at) {
    return new Decision(
        new DecisionId("d"),
        new UserId("ann"),
        agent,
        Decision.Type.SELL,
        new Symbol("DAX"),
        Interval.HOUR,
        new BigDecimal(confidence),
        probability == null ? null : new BigDecimal(probability),
        model,
        at);
  }

  private static Money eur(String amount) {
    return Money.parse("profit", amount, "EUR");
  }

  private static void refused(ThrowingCallable made, String field) {
    assertThatThrownBy(made).hasMessageContaining(field);
  }

  @Test
  void equalNumbersAreEqualHoweverTheyAreWritten() {
    assertThat(decision("a", "0.50", "1", "", AT))
        .isEqualTo(decision("a", "0.5", "1.00000000", "", AT.minusNanos(345)));
  }

  @Test
  void whatDoesNotFitIsRefusedWithItsName() {
    refused(() -> decision("", "1", null, "", AT), "agent");
    refused(() -> decision("a\n", "1", null, "", AT), "agent");
    refused(() -> decision("a".repeat(65), "1", null, "", AT), "agent");
    refused(() -> decision("a", "1.00000001", null, "", AT), "confidence");
    refused(() -> decision("a", "-0.1", null, "", AT), "confidence");
    refused(() -> decision("a", "0.123456789", null, "", AT), "confidence");
    refused(() -> decision("a", "1", "1.1", "", AT), "probability");
    refused(() -> decision("a", "1", null, " m", AT), "model_version");
    refused(() -> decision("a", "1", null, "", Instant.EPOCH.minusNanos(1_000)), "at");
    for (String id : List.of("", "a b", "i".repeat(101), "a@b")) {
      refused(() -> new DecisionId(id), "decision_id");
    }
    refused(() -> new Grounds("r".repeat(Grounds.LONGEST + 1), null, null), "reasoning");
    refused(() -> new Grounds("\0", null, null), "reasoning");
    refused(() -> new Grounds("\ud800", null, null), "reasoning");
  }

  @Test
  void anOutcomeAndItsProfitAgree() {
    for (Outcome.Result result : Outcome.Result.values()) {
      for (String profit : List.of("-0.0001", "0", "0.0001")) {
        boolean fits =
            switch (result) {
              case PENDING -> false;
              case PROFITABLE -> profit.equals("0.0001");
              case LOSS -> profit.equals("-0.0001");
              case BREAKEVEN -> true;
            };
        if (fits) {
          assertThat(new Outcome(1, result, eur(profit), AT).profit()).isEqualTo(eur(profit));
        } else {
          refused(() -> new Outcome(1, result, eur(profit), AT), "profit");
        }
      }
    }
    refused(() -> new Outcome(1, Outcome.Result.LOSS, null, AT), "profit");
    refused(() -> new Outcome(-1, Outcome.Result.PENDING, null, AT), "version");
    refused(() -> new Outcome(1L << 31, Outcome.Result.PENDING, null, AT), "version");
    refused(() -> new Outcome(0, Outcome.Result.LOSS, eur("-1"), AT), "version");
    refused(() -> new Outcome(1, Outcome.Result.PENDING, null, null), "at");
    refused(() -> new StatedOutcome(new DecisionId("d"), Outcome.NONE), "version");
  }

  @Test
  void theFieldThatIsOtherIsNamed() {
    StatedDecision one =
        new StatedDecision(decision("a", "1", null, "", AT), new Grounds("r", null, null));
    assertThat(one.differsIn(one)).isEmpty();
    assertThat(one.differsIn(one.ownedBy(null))).contains("user_id");
    assertThat(one.differsIn(new StatedDecision(decision("a", "0.9", null, "", AT), one.grounds())))
        .contains("confidence");
    assertThat(
            one.differsIn(
                new StatedDecision(one.decision(), new Grounds("r", null, new JsonText("1")))))
        .contains("features");
  }

  @Test
  void aChangeSaysEverythingThatIsDerived() {
    RecordedDecision first =
        new RecordedDecision(decision("a b", "1", "0.25", "m 1", AT), Tier.FREE, AT, Outcome.NONE);
    RecordedDecision settled =
        new RecordedDecision(
            decision("a", "1", null, "", AT).ownedBy(null),
            null,
            AT,
            new Outcome(7, Outcome.Result.LOSS, eur("-1.5"), AT));
    for (RecordedDecision recorded : List.of(first, settled)) {
      assertThat(DecisionChange.decision(DecisionChange.of(recorded))).isEqualTo(recorded);
    }
    assertThat(DecisionChange.of(settled).sequence()).isEqualTo(7);
    assertThatThrownBy(
            () -> DecisionChange.decision(new Change(DecisionChange.KIND, "d", 0, "2\nd")))
        .hasMessageContaining("version 2");
  }

  @Test
  void aFilterIsOfAPeriod() {
    refused(() -> new DecisionFilter(null, null, null, null, null, null, AT, AT), "to");
    refused(() -> new DecisionFilter(null, "", null, null, null, null, null, null), "agent");
  }
}
