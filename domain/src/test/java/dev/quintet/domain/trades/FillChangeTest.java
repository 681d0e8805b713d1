package dev.quintet.domain.trades;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.operations.Change;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FillChangeTest {

  private static final Instant AT = Instant.parse("2026-02-03T04:05:06.789012Z");

  private static RecordedFill recorded(Costs costs, Fill.Origin origin) {
    return new RecordedFill(
        new Fill(
            new TradeId("t-1"),
            new AccountId("a-1"),
            new Symbol("ES|H6"),
            Side.SELL,
            new BigDecimal("0.00000001"),
            new BigDecimal("9999999999.99999999"),
            costs,
            AT,
            origin),
        new UserId("ann"),
        7,
        AT.plusSeconds(1));
  }

  @Test
  void aFillComesBackAsItWasRecorded() {
    RecordedFill plain = recorded(Costs.none(Money.currency("EUR")), Fill.Origin.NONE);
    Money cost = Money.parse("commission", "-12.3456", "JPY");
    RecordedFill full =
        recorded(
            new Costs(cost, cost.negated(), cost),
            new Fill.Origin("p", "trend 1", List.of("a b", "c"), "d", "o", "e"));
    for (RecordedFill fill : List.of(plain, full)) {
      Change change = FillChange.of(fill, List.of());
      assertThat(change.kind()).isEqualTo("fill");
      assertThat(change.aggregate()).isEqualTo("a-1");
      assertThat(change.sequence()).isEqualTo(7);
      assertThat(FillChange.recorded(change))
          .isEqualTo(new FillChange.Recorded(fill, List.of()));
    }
  }

  @Test
  void itsTradesComeBackAsTheyWere() {
    Money profit = Money.parse("gross", "-12.3456", "EUR");
    RecordedFill fill = recorded(Costs.none(Money.currency("EUR")), Fill.Origin.NONE);
    Position.Key key = new Position.Key(new AccountId("a-1"), fill.fill().symbol(), "hedge");
    List<Trade> trades = new ArrayList<>();
    for (int parts = 0; parts < 3; parts++) {
      trades.add(
          new Trade(
              key,
              fill.user(),
              profit.currency(),
              new TradeId("c" + parts),
              AT.plusSeconds(parts),
              parts,
              fill.sequence(),
              Collections.nCopies(
                  parts,
                  new Trade.Part(
                      "grid 1",
                      List.of("a", "b c"),
                      AT,
                      new BigDecimal("0.00000001"),
                      profit,
                      new Costs(profit, profit.negated(), profit)))));
    }
    assertThat(FillChange.recorded(FillChange.of(fill, trades)))
        .isEqualTo(new FillChange.Recorded(fill, trades));
    Change change = FillChange.of(fill, List.of());
    String before = change.payload().replaceFirst("^2", "1");
    assertThat(
            FillChange.recorded(
                new Change(
                    change.kind(),
                    change.aggregate(),
                    change.sequence(),
                    before.substring(0, before.lastIndexOf('\n')))))
        .as("of the version without trades")
        .isEqualTo(new FillChange.Recorded(fill, List.of()));
  }

  @Test
  void theLongestFillFits() {
    String letter = new String(Character.toChars(0x20000));
    List<String> agents =
        IntStream.range(0, Fill.Origin.MOST_AGENTS)
            .mapToObj(i -> letter.repeat(62) + i)
            .toList();
    RecordedFill fill =
        recorded(
            Costs.none(Money.currency("EUR")),
            new Fill.Origin(
                "p".repeat(100),
                letter.repeat(64),
                agents,
                "d".repeat(100),
                "o".repeat(100),
                "e".repeat(100)));
    assertThat(FillChange.recorded(FillChange.of(fill, List.of())).fill()).isEqualTo(fill);
  }

  private static String operation(String account, String trade) {
    Fill fill =
        new Fill(
            new TradeId(trade),
            new AccountId(account),
            new Symbol("DAX"),
            Side.BUY,
            BigDecimal.ONE,
            BigDecimal.ONE,
            Costs.none(Money.currency("EUR")),
            AT,
            Fill.Origin.NONE);
    return FillChange.operation(new TenantId("acme"), new UserId("ann"), fill, Set.of())
        .id()
        .value();
  }

  @Test
  void noTwoFillsHaveOneOperation() {
    assertThat(operation("mt5:1", "2")).isEqualTo("fill:2@mt5:1");
    assertThat(operation("mt5", "1:2")).isNotEqualTo(operation("mt5:1", "2"));
    assertThat(operation("2:mt5", "1")).isNotEqualTo(operation("mt5", "1:2"));
  }

  @Test
  void aFillOfALaterVersionIsNotGuessed() {
    Change change = new Change(FillChange.KIND, "a-1", 1, "3\nx");
    assertThatThrownBy(() -> FillChange.recorded(change)).isInstanceOf(IllegalStateException.class);
  }
}
