package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.operations.Delivery;
import dev.quintet.domain.operations.OutboxStore;
import dev.quintet.domain.operations.Receipt;
import dev.quintet.domain.operations.ReceiptStore;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.RecordedSignal;
import dev.quintet.domain.trades.Signal;
import dev.quintet.domain.trades.SignalChange;
import dev.quintet.domain.trades.SignalLog;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.writes.Answer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link SignalLog} does. */
public interface SignalLogContract extends TradesContract {

  Symbol EURUSD = new Symbol("EURUSD");

  /** Of EURUSD, some seconds after {@link TradesContract#AT}. */
  static Signal signal(String id, @Nullable UserId user, int second) {
    return new Signal(
        new TradeId(id),
        user,
        EURUSD,
        Interval.of("15m"),
        Signal.Type.BUY,
        new BigDecimal("0.12345678"),
        BigDecimal.ONE,
        "grid",
        List.of("trend", "news"),
        TradesContract.AT.plusSeconds(second));
  }

  static RecordedSignal recorded(String id, @Nullable UserId user, int second, long number) {
    return new RecordedSignal(signal(id, user, second), Tier.PRO, number, TradesContract.AT);
  }

  /** Each value as small, or as large, as it may be. */
  static RecordedSignal extreme() {
    return new RecordedSignal(
        new Signal(
            new TradeId("i".repeat(100)),
            new UserId("u".repeat(64)),
            EURUSD,
            new Interval(4 * 604_800L),
            Signal.Type.CLOSE,
            BigDecimal.ZERO,
            new BigDecimal("0.00000001"),
            "",
            List.of(),
            Instant.EPOCH),
        Tier.ENTERPRISE,
        Long.MAX_VALUE,
        Instant.EPOCH);
  }

  private SignalLog log() {
    return port(SignalLog.class);
  }

  private Answer.Recorded append(TenantId tenant, Signal signal) {
    return log()
        .append(
            tenant,
            signal,
            Tier.PRO,
            Set.of("index"),
            UsersContract.write(tenant, signal.user(), "signal", signal.id().value(), signal),
            Fresh.deadline());
  }

  private Optional<Signal> latest(TenantId tenant, @Nullable UserId user, Symbol symbol) {
    return log().latest(tenant, user, symbol, Fresh.deadline()).map(RecordedSignal::signal);
  }

  @Test
  default void theLatestIsThatOfTheLatestTimeAndOfThoseTheLastRecorded() {
    TenantId tenant = newTenant();
    UserId ann = newUser(tenant);
    assertThat(latest(tenant, null, EURUSD)).isEmpty();
    Signal second = signal("2", null, 2);
    Signal own = signal("1", ann, 1);
    assertThat(append(tenant, second).repeated()).isFalse();
    append(tenant, own);
    assertThat(append(tenant, second).repeated()).isTrue();
    assertProblem(Problem.Conflict.class, () -> append(tenant, signal("2", null, 3)));
    assertThat(latest(tenant, null, EURUSD)).contains(second);
    assertThat(latest(tenant, ann, EURUSD)).contains(own);
    assertThat(latest(tenant, newUser(tenant), EURUSD)).isEmpty();
    assertThat(latest(tenant, null, new Symbol("DAX"))).isEmpty();
    assertThat(latest(newTenant(), null, EURUSD)).isEmpty();
    Signal same = signal("3", null, 2);
    append(tenant, same);
    assertThat(latest(tenant, null, EURUSD)).contains(same);
    Signal extreme = extreme().signal();
    append(newTenant(), extreme);
  }

  @Test
  default void whatOtherStoresAreToHaveIsRecordedWithTheSignal() {
    TenantId tenant = newTenant();
    UserId ann = newUser(tenant);
    Signal signal = signal("1", ann, 1);
    append(tenant, signal);
    Receipt receipt =
        port(ReceiptStore.class)
            .find(tenant, ann, SignalChange.operation(signal.id()), Fresh.deadline())
            .orElseThrow();
    assertThat(receipt.settled(Set.of("index"))).isFalse();
    List<RecordedSignal> given = new ArrayList<>();
    OutboxStore.Turn unused =
        port(OutboxStore.class)
            .deliver(
                new OutboxStore.Lane(tenant, "index"),
                Set.of(SignalChange.KIND),
                10,
                rows -> {
                  rows.forEach(
                      row ->
                          given.add(
                              SignalChange.signal(
                                  List.of(row.change().payload().split("\n", -1)))));
                  return new Delivery(rows, List.of(), List.of(), null);
                },
                Fresh.deadline());
    assertThat(given)
        .containsExactly(log().latest(tenant, null, EURUSD, Fresh.deadline()).orElseThrow());
  }
}
