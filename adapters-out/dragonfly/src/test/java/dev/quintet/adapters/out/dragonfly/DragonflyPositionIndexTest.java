package dev.quintet.adapters.out.dragonfly;

import static dev.quintet.adapters.out.contract.Problems.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.PositionIndexContract;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.Costs;
import dev.quintet.domain.trades.CurrentPosition;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.trades.PositionIndex;
import dev.quintet.domain.trades.PositionSummary;
import dev.quintet.domain.users.AccountId;
import dev.quintet.engines.SharedEngines;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DragonflyPositionIndexTest implements PositionIndexContract {

  private static final Position.Key KEY =
      new Position.Key(new AccountId("a"), new Symbol("DAX"), "");

  private TestDragonfly dragonfly;

  @BeforeAll
  void open() {
    dragonfly =
        new TestDragonfly(SharedEngines.redis(), Map.of("quintet.dragonfly.command-timeout", "1s"));
    dragonfly.awaitAnswers(Duration.ofSeconds(20));
  }

  @AfterAll
  void close() {
    dragonfly.close();
  }

  @Override
  public PositionIndex index() {
    return dragonfly.bean(PositionIndex.class);
  }

  private static CurrentPosition position() {
    Money zero = Money.zero(Money.currency("EUR"));
    return new CurrentPosition(
        new PositionSummary(
            KEY,
            BigDecimal.ONE,
            BigDecimal.ONE,
            zero,
            zero,
            Costs.none(zero.currency()),
            1,
            Instant.EPOCH),
        new UserId("ann"),
        1);
  }

  private Optional<CurrentPosition> find(TenantId tenant) {
    CompletableFuture<Optional<CurrentPosition>> answer = new CompletableFuture<>();
    index().find(tenant, KEY, answer::complete);
    return answer.join();
  }

  @Test
  void anEntryExpiresAndWhatIsNoneOfOursIsNotFoundAndReplaced() {
    TenantId tenant = Fresh.tenant();
    byte[] key = PositionEntry.key(tenant, KEY);
    for (byte[] strange : List.of(new byte[0], new byte[] {1}, new byte[17], new byte[300])) {
      dragonfly.raw().set(key, strange);
      assertThat(find(tenant)).isEmpty();
      index().put(tenant, List.of(position()), Fresh.deadline());
      assertThat(find(tenant)).contains(position());
    }
    assertThat(dragonfly.raw().pttl(key)).isBetween(1L, PositionEntry.LIFE.toMillis());
    byte[] own = dragonfly.raw().get(key);
    TenantId other = Fresh.tenant();
    dragonfly.raw().set(PositionEntry.key(other, KEY), own);
    assertThat(find(other)).as("an entry names its tenant").isEmpty();
    long removed = dragonfly.raw().del(key);
    assertThat(removed).isEqualTo(1);
    assertThat(find(tenant)).isEmpty();
  }

  @Test
  void aScriptThatTheServerForgotIsSentAgain() {
    TenantId tenant = Fresh.tenant();
    String flushed = dragonfly.raw().scriptFlush();
    assertThat(flushed).isEqualTo("OK");
    index().put(tenant, List.of(position()), Fresh.deadline());
    assertThat(find(tenant)).contains(position());
  }

  @Test
  void behindItsDeadlineNothingIsSaidToBeKept() {
    assertUnavailable(
        () ->
            index()
                .put(Fresh.tenant(), List.of(position()), Deadline.after(Duration.ZERO)));
  }
}
