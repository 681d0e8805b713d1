package dev.quintet.application.marketdata;

import static dev.quintet.application.marketdata.Setting.T;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Batch;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.tenancy.TenantId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TickClaimsTest {

  private final TickClaims claims = new TickClaims();

  private static SpannedBatch seconds(int from, int to) {
    return SpannedBatch.of(
        Setting.pending(
            new TenantId("acme"),
            Batch.trades("cme")
                .trade("EURUSD", T.plusSeconds(from), "1", "1")
                .trade("EURUSD", T.plusSeconds(to), "1", "1")
                .admitted()));
  }

  @Test
  void aBatchWaitsForOneThatIsWrittenInItsPeriod() throws Exception {
    SpannedBatch first = seconds(0, 10);
    SpannedBatch second = seconds(5, 15);
    SpannedBatch apart = seconds(20, 30);
    assertThat(claims.claim(List.of(first))).containsExactly(first);
    assertThat(claims.claim(List.of(second, apart))).containsExactly(apart);
    assertThat(claims.awaitWritten(List.of(second), Fresh.expired())).isFalse();
    claims.release(List.of(first));
    assertThat(claims.awaitWritten(List.of(second), Fresh.expired())).isTrue();
  }

  /** Else it would be written before the deferred one that came first. */
  @Test
  void aBatchThatMeetsADeferredOneIsDeferredBehindIt() {
    SpannedBatch first = seconds(0, 10);
    SpannedBatch second = seconds(5, 15);
    SpannedBatch third = seconds(12, 18);
    assertThat(claims.claim(List.of(first))).containsExactly(first);
    assertThat(claims.claim(List.of(second))).isEmpty();
    claims.release(List.of(first));
    assertThat(claims.claim(List.of(third))).as("the second is not written yet").isEmpty();
    claims.end(List.of(second));
    assertThat(claims.claim(List.of(third))).as("it is deferred itself").isEmpty();
    claims.end(List.of(third, third));
    assertThat(claims.claim(List.of(third))).containsExactly(third);
  }
}
