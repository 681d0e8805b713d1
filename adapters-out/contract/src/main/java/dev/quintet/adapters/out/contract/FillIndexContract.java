package dev.quintet.adapters.out.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.Costs;
import dev.quintet.domain.trades.DayCheck;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.FillIndex;
import dev.quintet.domain.trades.Performance;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.Side;
import dev.quintet.domain.trades.TradeFilter;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.users.TradingAccount;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a {@link FillIndex} does. */
public interface FillIndexContract {

  LocalDate DAY = LocalDate.parse("2026-02-03");
  Instant AT = Instant.parse("2026-02-03T04:05:06.789012Z");

  FillIndex index();

  static RecordedFill fill(String id, long sequence, String quantity, Instant at) {
    return new RecordedFill(
        new Fill(
            new TradeId(id),
            new AccountId("a-1"),
            new Symbol("DAX"),
            Side.BUY,
            new BigDecimal(quantity),
            new BigDecimal("101.5"),
            Costs.none(Money.currency("EUR")),
            at,
            Fill.Origin.NONE),
        new UserId("ann"),
        Tier.PRO,
        sequence,
        AT);
  }

  private void put(TenantId tenant, RecordedFill... fills) {
    index()
        .put(
            tenant,
            Stream.of(fills).map(it -> new FillChange.Recorded(it, List.of())).toList(),
            Fresh.deadline());
  }

  private void put(TenantId tenant, List<FillChange.Recorded> fills) {
    index().put(tenant, fills, Fresh.deadline());
  }

  private List<Performance> performance(
      TenantId tenant, TradeFilter filter, Performance.Grouping by) {
    return index().performance(tenant, filter, by, Fresh.deadline());
  }

  @Test
  default void performanceIsAsItIsDefined() {
    TenantId tenant = Fresh.tenant();
    TradingAccount account = UsersContract.account(new UserId("ann"), "a-1");
    List<FillChange.Recorded> fills =
        Replayed.of(account.user(), PerformanceDefinition.fills(account));
    put(tenant, fills);
    put(tenant, fills.reversed());
    put(Fresh.tenant(), fills);
    PerformanceDefinition.check(account, (filter, by) -> performance(tenant, filter, by));
    TradingAccount another = UsersContract.account(new UserId("eve"), "a-2");
    put(tenant, Replayed.of(another.user(), PerformanceDefinition.several(another)));
    PerformanceDefinition.checkSeveral(another, (filter, by) -> performance(tenant, filter, by));
    assertThat(performance(tenant, TradeFilter.ALL.of(account.user()), Performance.Grouping.USER))
        .isEqualTo(
            performance(tenant, TradesContract.of(account), Performance.Grouping.USER));
    assertThat(
            performance(
                tenant, TradeFilter.ALL.of(new UserId("bob")), Performance.Grouping.USER))
        .isEmpty();
  }

  @Test
  default void aTradeIsWhatTheLastFillMadeOfIt() {
    TenantId tenant = Fresh.tenant();
    TradingAccount account = UsersContract.account(new UserId("ann"), "a-1");
    List<FillChange.Recorded> fills =
        Replayed.of(
            account.user(),
            List.of(
                TradesContract.fill(account, "1", 10, Side.BUY, "1", "100"),
                TradesContract.fill(account, "2", 20, Side.SELL, "1", "110"),
                TradesContract.fill(account, "3", 15, Side.SELL, "1", "130")));
    put(tenant, fills.subList(0, 2));
    assertThat(performance(tenant, TradeFilter.ALL, Performance.Grouping.ACCOUNT))
        .extracting(it -> it.net().plain())
        .containsExactly("10.00");
    put(tenant, fills);
    put(tenant, fills.subList(0, 2));
    assertThat(performance(tenant, TradeFilter.ALL, Performance.Grouping.ACCOUNT))
        .as("the second opens now, and closes nothing")
        .extracting(Performance::trades, it -> it.net().plain())
        .containsExactly(tuple(1L, "30.00"));
  }

  private Map<LocalDate, DayCheck> check(TenantId tenant, LocalDate from, LocalDate to) {
    return index().check(tenant, from, to, Fresh.deadline());
  }

  private Map<LocalDate, DayCheck> check(TenantId tenant) {
    return check(tenant, DAY.minusYears(50), DAY.plusYears(50));
  }

  @Test
  default void fillsAreCountedAndHashedByDay() {
    TenantId tenant = Fresh.tenant();
    RecordedFill first = fill("t-1", 1, "1.5", AT);
    Instant midnight = DAY.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    RecordedFill last = fill("t-2", 2, "2", midnight.minus(1, ChronoUnit.MICROS));
    RecordedFill next = fill("t-3", 3, "3", midnight);
    put(tenant, first, last);
    put(tenant, next);
    Map<LocalDate, DayCheck> expected = DayCheck.byDay(List.of(first, last, next));
    assertThat(expected).containsOnlyKeys(DAY, DAY.plusDays(1));
    assertThat(check(tenant)).isEqualTo(expected);
    assertThat(check(tenant, DAY, DAY.plusDays(1)))
        .isEqualTo(DayCheck.byDay(List.of(first, last)));
    assertThat(check(tenant, DAY, DAY)).isEmpty();
    assertThat(check(Fresh.tenant())).as("another tenant").isEmpty();
  }

  @Test
  default void whatIsThereAlreadyChangesNothing() {
    TenantId tenant = Fresh.tenant();
    RecordedFill one = fill("t-1", 1, "1", AT);
    put(tenant, one, one);
    put(tenant, one);
    assertThat(check(tenant)).isEqualTo(DayCheck.byDay(List.of(one)));
    TenantId other = Fresh.tenant();
    put(other, fill("t-1", 2, "9", AT));
    assertThat(check(tenant)).isEqualTo(DayCheck.byDay(List.of(one)));
  }

  @Test
  default void anEarlierVersionUndoesNothingWheneverItComes() {
    TenantId tenant = Fresh.tenant();
    RecordedFill before = fill("t-1", 3, "1", AT);
    RecordedFill after = fill("t-1", 5, "2", AT.plus(40, ChronoUnit.DAYS));
    put(tenant, before);
    put(tenant, after);
    assertThat(check(tenant)).isEqualTo(DayCheck.byDay(List.of(after)));
    put(tenant, before);
    assertThat(check(tenant)).isEqualTo(DayCheck.byDay(List.of(after)));
    assertThat(check(tenant, DAY, DAY.plusDays(1))).as("where it was before").isEmpty();
  }

  @Test
  default void whatIsAnnulledCountsNowhere() {
    TenantId tenant = Fresh.tenant();
    RecordedFill before = fill("t-1", 1, "1", AT);
    RecordedFill other = fill("t-2", 2, "1", AT);
    RecordedFill annulled = new RecordedFill(before.fill(), before.user(), before.tier(), 3, AT, true);
    put(tenant, before, other);
    put(tenant, annulled);
    put(tenant, before);
    assertThat(check(tenant)).isEqualTo(DayCheck.byDay(List.of(other)));
    assertThat(DayCheck.byDay(List.of(annulled))).isEmpty();
  }

  @Test
  default void everyValueIsKeptAtItsLimits() {
    TenantId tenant = Fresh.tenant();
    Money least = Money.parse("swap", "-9999999999999999.9999", "JPY");
    Money most = Money.parse("swap", "9999999999999999.9999", "JPY");
    Fill.Origin origin =
        new Fill.Origin(
            "p".repeat(100),
            "Ä" + "ß".repeat(63),
            IntStream.range(0, Fill.Origin.MOST_AGENTS).mapToObj(i -> "agent " + i).toList(),
            "d".repeat(100),
            "o".repeat(100),
            "e".repeat(100),
            BigDecimal.ONE);
    List<RecordedFill> fills =
        List.of(
            new RecordedFill(
                new Fill(
                    new TradeId("t".repeat(100)),
                    new AccountId("a".repeat(64)),
                    new Symbol("S".repeat(64)),
                    Side.SELL,
                    new BigDecimal("0.00000001"),
                    new BigDecimal("9999999999.99999999"),
                    new Costs(most, least, most),
                    Instant.EPOCH,
                    origin,
                    new Fill.Conversion(
                        new BigDecimal("0.00000001"),
                        new BigDecimal("9999999999.999999999999"))),
                new UserId("u".repeat(64)),
                Tier.ENTERPRISE,
                Long.MAX_VALUE,
                AT),
            new RecordedFill(
                new Fill(
                    new TradeId("t"),
                    new AccountId("a"),
                    new Symbol("S"),
                    Side.BUY,
                    new BigDecimal("9999999999999999.99999999"),
                    new BigDecimal("0.00000001"),
                    new Costs(least, most, least),
                    AT.plus(3650, ChronoUnit.DAYS),
                    Fill.Origin.NONE,
                    new Fill.Conversion(
                        new BigDecimal("99999999.99999999"),
                        new BigDecimal("0.000000000001"))),
                new UserId("u"),
                null,
                1,
                AT));
    put(tenant, fills.toArray(RecordedFill[]::new));
    assertThat(check(tenant, LocalDate.EPOCH, DAY.plusYears(50)))
        .isEqualTo(DayCheck.byDay(fills));
  }
}
