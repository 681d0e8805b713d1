package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.FillIndexContract.AT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.Audited;
import dev.quintet.domain.trades.Costs;
import dev.quintet.domain.trades.DayCheck;
import dev.quintet.domain.trades.FillAuditIndex;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.FillIndex;
import dev.quintet.domain.trades.FillPrint;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.Trade;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.users.AccountId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a {@link FillAuditIndex} says of the fills of an index, and does to them. */
public interface FillAuditIndexContract {

  FillAuditIndex audit();

  /** In the same store. */
  FillIndex index();

  private void put(TenantId tenant, RecordedFill... fills) {
    index()
        .put(
            tenant,
            Stream.of(fills).map(it -> new FillChange.Recorded(it, List.of())).toList(),
            Fresh.deadline());
  }

  private Map<LocalDate, DayCheck> check(TenantId tenant) {
    return index()
        .check(tenant, LocalDate.EPOCH, LocalDate.parse("2100-01-01"), Fresh.deadline());
  }

  private List<FillPrint> prints(TenantId tenant, Instant from, Instant to, int most) {
    return audit().prints(tenant, Audited.FILLS, from, to, most, Fresh.deadline());
  }

  @Test
  default void fillsOfATimeAreToldFromEachOther() {
    TenantId tenant = Fresh.tenant();
    RecordedFill before = FillIndexContract.fill("t-1", 1, "1", AT.minus(1, ChronoUnit.MICROS));
    RecordedFill first = FillIndexContract.fill("t-2", 2, "2", AT);
    RecordedFill last = FillIndexContract.fill("t-3", 3, "3", AT.plusSeconds(1));
    RecordedFill behind =
        FillIndexContract.fill("t-4", 4, "4", AT.plusSeconds(1).plus(1, ChronoUnit.MICROS));
    put(tenant, before, first, last, behind);
    put(Fresh.tenant(), FillIndexContract.fill("t-5", 5, "5", AT));
    Instant end = behind.fill().at();
    assertThat(prints(tenant, AT, end, 10))
        .containsExactlyInAnyOrder(FillPrint.of(first, false), FillPrint.of(last, false));
    assertThat(prints(tenant, AT, end, 1)).hasSize(1);
    assertThat(prints(tenant, AT, AT, 10)).isEmpty();
    assertThat(audit().next(tenant, Audited.FILLS, Instant.EPOCH, Fresh.deadline())).contains(before.fill().at());
    assertThat(audit().next(tenant, Audited.FILLS, AT, Fresh.deadline())).contains(AT);
    assertThat(audit().next(tenant, Audited.FILLS, end.plusSeconds(1), Fresh.deadline())).isEmpty();
    assertThat(audit().next(Fresh.tenant(), Audited.FILLS, Instant.EPOCH, Fresh.deadline())).isEmpty();
  }

  @Test
  default void whatIsTakenOutIsGoneAndNothingElse() {
    TenantId tenant = Fresh.tenant();
    TenantId other = Fresh.tenant();
    RecordedFill wrong = FillIndexContract.fill("t-1", 7, "9", AT);
    RecordedFill right = FillIndexContract.fill("t-1", 1, "1", AT);
    RecordedFill same = FillIndexContract.fill("t-2", 2, "2", AT);
    RecordedFill later = FillIndexContract.fill("t-3", 3, "3", AT.plusSeconds(1));
    put(tenant, wrong, same, later);
    put(other, wrong);
    FillPrint print = FillPrint.of(wrong, false);
    List<FillPrint> some = List.of(print, FillPrint.of(later, false));
    audit().remove(tenant, Audited.FILLS, AT, AT.plusSeconds(1), some, Fresh.deadline());
    assertThat(check(tenant)).as("of that time").isEqualTo(DayCheck.byDay(List.of(same, later)));
    assertThat(check(other)).as("another tenant").isEqualTo(DayCheck.byDay(List.of(wrong)));
    put(tenant, right);
    assertThat(check(tenant))
        .as("an earlier version")
        .isEqualTo(DayCheck.byDay(List.of(right, same, later)));
    audit().remove(tenant, Audited.FILLS, AT, AT.plusSeconds(1), List.of(print), Fresh.deadline());
    assertThat(check(tenant)).isEqualTo(DayCheck.byDay(List.of(right, same, later)));
  }

  private static Trade trade(String id, String quantity, long sequence) {
    Money gross = Money.parse("gross", "-1.5", "EUR");
    Costs costs = Costs.none(Money.currency("EUR"));
    return new Trade(
        new Position.Key(new AccountId("a-1"), new Symbol("DAX"), "p"),
        new UserId("ann"),
        Money.currency("EUR"),
        new TradeId(id),
        AT,
        7,
        sequence,
        List.of(
            new Trade.Part(
                "Ä",
                List.of("a", "b c"),
                new BigDecimal("0.12345678"),
                AT,
                new BigDecimal(quantity),
                gross,
                costs),
            new Trade.Part(
                "",
                List.of(),
                null,
                AT.minusSeconds(9),
                new BigDecimal("0.00000001"),
                gross,
                costs)));
  }

  private void put(TenantId tenant, Trade... trades) {
    RecordedFill fill = FillIndexContract.fill("t-1", 1, "1", AT);
    index()
        .put(
            tenant,
            List.of(new FillChange.Recorded(fill, List.of(trades))),
            Fresh.deadline());
  }

  private Map<LocalDate, DayCheck> checkTrades(TenantId tenant) {
    return audit()
        .check(
            tenant,
            Audited.TRADES,
            LocalDate.EPOCH,
            LocalDate.parse("2100-01-01"),
            Fresh.deadline());
  }

  @Test
  default void tradesAreComparedAndTakenOutAlike() {
    TenantId tenant = Fresh.tenant();
    TenantId other = Fresh.tenant();
    Trade one = trade("t-1", "2", 1);
    Trade wrong = trade("t-2", "3", 9);
    put(tenant, one, wrong);
    put(other, wrong);
    assertThat(checkTrades(tenant)).isEqualTo(DayCheck.tradesByDay(List.of(one, wrong)));
    assertThat(audit().next(tenant, Audited.TRADES, Instant.EPOCH, Fresh.deadline()))
        .contains(AT);
    Instant end = AT.plusSeconds(1);
    List<FillPrint> some =
        audit().prints(tenant, Audited.TRADES, AT, end, 10, Fresh.deadline());
    assertThat(some)
        .containsExactlyInAnyOrder(FillPrint.of(one, false), FillPrint.of(wrong, false));
    List<FillPrint> gone = List.of(FillPrint.of(wrong, false));
    audit().remove(tenant, Audited.TRADES, AT, end, gone, Fresh.deadline());
    assertThat(checkTrades(tenant)).isEqualTo(DayCheck.tradesByDay(List.of(one)));
    assertThat(checkTrades(other)).isEqualTo(DayCheck.tradesByDay(List.of(wrong)));
    Trade right = trade("t-2", "1", 2);
    put(tenant, right);
    assertThat(checkTrades(tenant)).isEqualTo(DayCheck.tradesByDay(List.of(one, right)));
    put(tenant, right.of(List.of()).at(3));
    assertThat(checkTrades(tenant)).as("closes nothing any more")
        .isEqualTo(DayCheck.tradesByDay(List.of(one)));
  }
}
