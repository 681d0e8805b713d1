package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.TradesContract.costs;
import static dev.quintet.adapters.out.contract.TradesContract.fill;
import static dev.quintet.adapters.out.contract.TradesContract.with;
import static dev.quintet.domain.trades.Side.BUY;
import static dev.quintet.domain.trades.Side.SELL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.operations.Delivery;
import dev.quintet.domain.operations.OutboxStore;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.Audited;
import dev.quintet.domain.trades.DayCheck;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.FillAuditLog;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.FillPrint;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.Trade;
import dev.quintet.domain.trades.TradeFilter;
import dev.quintet.domain.users.TradingAccount;
import dev.quintet.domain.writes.Answer;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a {@link FillAuditLog} says of the fills of a {@link dev.quintet.domain.trades.FillLog}. */
public interface FillAuditLogContract extends TradesContract {

  Instant NEVER = Instant.parse("1900-01-01T00:00:00Z");

  default FillAuditLog audit() {
    return port(FillAuditLog.class);
  }

  private List<RecordedFill> all(TenantId tenant) {
    return fills().list(tenant, TradeFilter.ALL, null, 1_000, Fresh.deadline()).items();
  }

  private Map<LocalDate, DayCheck> check(TenantId tenant, LocalDate from, LocalDate to) {
    return audit().check(tenant, Audited.FILLS, from, to, Fresh.deadline());
  }

  private List<FillPrint> prints(TenantId tenant, Instant from, Instant to, int most) {
    return audit().prints(tenant, Audited.FILLS, "index", from, to, most, Fresh.deadline());
  }

  private void derived(TenantId tenant, Fill fill) {
    Answer.Recorded unused =
        fills()
            .append(
                tenant,
                fill,
                Set.of("index"),
                UsersContract.write(tenant, null, "fill", fill.id().value(), fill),
                Fresh.deadline());
  }

  private static LocalDate day(Fill fill) {
    return LocalDate.ofInstant(fill.at(), ZoneOffset.UTC);
  }

  @Test
  default void whatIsRecordedIsCountedAndHashedByDay() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    TradingAccount other = newAccount(tenant);
    Fill first = fill(account, "1", 0, BUY, "0.00000001", "9999999999.99999999");
    Fill most =
        with(
            with(first, new Symbol("S".repeat(64)), Fill.Origin.NONE),
            costs("-9999.9999", "0.0001", "-0.5"));
    Fill words =
        with(
            fill(other, "2", 1, SELL, "3.5", "1"),
            new Symbol("DAX"),
            new Fill.Origin(
                "p", "Ä ß", List.of("agent 1", "agent 2"), "", "", "", new BigDecimal("0.25")));
    Fill next = fill(account, "3", 86_400, BUY, "1", "1");
    record(tenant, most, words, next);
    Map<LocalDate, DayCheck> expected = DayCheck.byDay(all(tenant));
    assertThat(expected).containsOnlyKeys(day(first), day(next));
    assertThat(check(tenant, LocalDate.EPOCH, day(next).plusYears(50))).isEqualTo(expected);
    assertThat(check(tenant, day(first), day(next))).containsOnlyKeys(day(first));
    assertThat(check(tenant, day(next), day(next))).isEmpty();
    assertThat(check(newTenant(), LocalDate.EPOCH, day(next).plusYears(50))).isEmpty();
    assertThat(audit().next(tenant, Audited.FILLS, NEVER, Fresh.deadline())).contains(first.at());
    assertThat(audit().next(tenant, Audited.FILLS, next.at(), Fresh.deadline())).contains(next.at());
    assertThat(audit().next(tenant, Audited.FILLS, next.at().plusNanos(1_000), Fresh.deadline())).isEmpty();
  }

  @Test
  default void fillsOfATimeArePendingUntilTheStoreHasThem() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    derived(tenant, fill(account, "1", 0, BUY, "1", "1"));
    derived(tenant, fill(account, "2", 5, BUY, "2", "1"));
    derived(tenant, fill(account, "3", 9, BUY, "3", "1"));
    OutboxStore.Turn unused =
        port(OutboxStore.class)
            .deliver(
                new OutboxStore.Lane(tenant, "index"),
                Set.of(FillChange.KIND),
                1,
                rows -> new Delivery(rows, List.of(), List.of(), null),
                Fresh.deadline());
    List<RecordedFill> all = all(tenant);
    Instant from = all.getFirst().fill().at();
    Instant to = all.getLast().fill().at();
    assertThat(prints(tenant, from, to, 10))
        .containsExactlyInAnyOrder(
            FillPrint.of(all.getFirst(), false), FillPrint.of(all.get(1), true));
    assertThat(prints(tenant, from, to, 1)).hasSize(1);
    assertThat(prints(tenant, to, to, 10)).isEmpty();
    assertThat(prints(newTenant(), from, to, 10)).isEmpty();
    assertThat(audit().pending(tenant, "index", Fresh.deadline()))
        .containsExactly(account.id().value());
    assertThat(audit().pending(tenant, "graph", Fresh.deadline())).isEmpty();
    assertThat(audit().pending(newTenant(), "index", Fresh.deadline())).isEmpty();
    assertThat(audit().prints(tenant, Audited.FILLS, "graph", from, to, 10, Fresh.deadline()))
        .as("another store has nothing to wait for")
        .extracting(FillPrint::pending)
        .containsOnly(false);
  }

  @Test
  default void tradesAreThoseThatWereDerivedWithTheSequenceOfNow() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    derived(tenant, with(fill(account, "1", 0, BUY, "3", "1"), costs("1", "0", "0.5")));
    derived(tenant, fill(account, "2", 5, SELL, "1", "2"));
    derived(tenant, fill(account, "3", 6, SELL, "4", "3"));
    derived(tenant, fill(account, "4", 3, BUY, "1", "7"));
    Map<String, Trade> last = new HashMap<>();
    OutboxStore.Turn unused =
        port(OutboxStore.class)
            .deliver(
                new OutboxStore.Lane(tenant, "index"),
                Set.of(FillChange.KIND),
                10,
                rows -> {
                  rows.stream()
                      .flatMap(row -> FillChange.recorded(row.change()).trades().stream())
                      .forEach(trade -> last.put(trade.closed().value(), trade.at(4)));
                  return new Delivery(rows, List.of(), List.of(), null);
                },
                Fresh.deadline());
    assertThat(last).containsOnlyKeys("2", "3");
    assertThat(audit().trades(tenant, all(tenant), Fresh.deadline()))
        .containsExactlyInAnyOrderElementsOf(last.values());
    assertThat(audit().trades(newTenant(), all(tenant), Fresh.deadline())).isEmpty();
    Instant from = all(tenant).getFirst().fill().at();
    Instant to = all(tenant).getLast().fill().at().plusNanos(1_000);
    LocalDate day = LocalDate.ofInstant(from, ZoneOffset.UTC);
    assertThat(audit().check(tenant, Audited.TRADES, day, day.plusDays(1), Fresh.deadline()))
        .isEqualTo(DayCheck.tradesByDay(last.values()))
        .hasSize(1);
    assertThat(
            audit().prints(tenant, Audited.TRADES, "index", from, to, 10, Fresh.deadline()))
        .containsExactlyInAnyOrderElementsOf(
            last.values().stream().map(it -> FillPrint.of(it, false)).toList());
    assertThat(audit().next(tenant, Audited.TRADES, from, Fresh.deadline()))
        .contains(from.plusSeconds(5));
    derived(tenant, fill(account, "5", 9, BUY, "1", "1"));
    assertThat(
            audit().prints(tenant, Audited.TRADES, "index", from, to, 10, Fresh.deadline()))
        .as("another fill of the account waits")
        .isNotEmpty()
        .allMatch(FillPrint::pending);
    assertThat(audit().count(tenant, Fresh.deadline())).isEqualTo(5);
    assertThat(audit().count(newTenant(), Fresh.deadline())).isZero();
  }

  @Test
  default void fillsAreFoundByAccountAndTrade() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    TradingAccount other = newAccount(tenant);
    record(
        tenant,
        fill(account, "1", 0, BUY, "1", "1"),
        fill(other, "1", 1, BUY, "2", "1"),
        fill(other, "2", 2, BUY, "3", "1"));
    List<FillPrint> some =
        List.of(
            new FillPrint(account.id().value(), "1", 0, false),
            new FillPrint(account.id().value(), "2", 0, false),
            new FillPrint(other.id().value(), "2", 0, false));
    assertThat(audit().find(tenant, some, Fresh.deadline()))
        .containsExactlyInAnyOrder(all(tenant).getFirst(), all(tenant).getLast());
    assertThat(audit().find(newTenant(), some, Fresh.deadline())).isEmpty();
  }
}
