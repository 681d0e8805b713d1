package dev.quintet.domain.trades;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.operations.Change;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Refused;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
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
        Tier.PRO,
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
            new Fill.Origin("p", "trend 1", List.of("a b", "c"), "d", "o", "e", new BigDecimal("0.5")));
    RecordedFill annulled =
        new RecordedFill(
            Trades.in(
                plain.fill(),
                new Fill.Conversion(new BigDecimal("100"), new BigDecimal("0.006"))),
            plain.user(),
            null,
            plain.sequence(),
            plain.recordedAt(),
            true);
    for (RecordedFill fill : List.of(plain, full, annulled)) {
      Change change = change(fill, List.of());
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
                      parts == 1 ? null : new BigDecimal("0.12345678"),
                      AT,
                      new BigDecimal("0.00000001"),
                      profit,
                      new Costs(profit, profit.negated(), profit)))));
    }
    assertThat(FillChange.recorded(change(fill, trades)))
        .isEqualTo(new FillChange.Recorded(fill, trades));
  }

  private static Change change(RecordedFill fill, List<Trade> trades) {
    List<Change> changes = FillChange.of(fill, trades, fill.sequence(), true);
    assertThat(changes).hasSize(1);
    return changes.getFirst();
  }

  @Test
  void manyTradesAreInManyChangesOfWhichTheLastHasTheSequenceOfTheFill() {
    RecordedFill fill = recorded(Costs.none(Money.currency("EUR")), Fill.Origin.NONE);
    Money profit = Money.parse("gross", "1", "EUR");
    List<Trade> trades = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      trades.add(
          new Trade(
              new Position.Key(new AccountId("a-1"), fill.fill().symbol(), ""),
              fill.user(),
              profit.currency(),
              new TradeId("c" + i),
              AT,
              i,
              7,
              List.of(
                  new Trade.Part(
                      "grid",
                      List.of(),
                      null,
                      AT,
                      BigDecimal.ONE,
                      profit,
                      Costs.none(profit.currency())))));
    }
    List<Change> changes = FillChange.of(fill, trades, 7, true);
    assertThat(changes).hasSizeGreaterThan(2);
    List<TradeId> closed = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      FillChange.Recorded one = FillChange.recorded(changes.get(i));
      assertThat(changes.get(i).sequence()).isEqualTo(7 + i);
      assertThat(one.fill().sequence()).isEqualTo(7 + changes.size() - 1);
      assertThat(one.fill().fill()).isEqualTo(fill.fill());
      for (Trade trade : one.trades()) {
        assertThat(trade.sequence()).isEqualTo(7 + i);
        closed.add(trade.closed());
      }
    }
    assertThat(closed).isEqualTo(trades.stream().map(Trade::closed).toList());
    assertThat(FillChange.recorded(FillChange.of(fill, trades, 100, false).getFirst()).fill())
        .as("of a position that changed the fill is as it was")
        .isEqualTo(fill);
    Trade most =
        trades
            .getFirst()
            .of(Collections.nCopies(300, trades.getFirst().parts().getFirst()));
    assertThatThrownBy(() -> FillChange.of(fill, List.of(most), 7, true))
        .isInstanceOf(ProblemException.class);
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
    assertThat(FillChange.recorded(change(fill, List.of())).fill()).isEqualTo(fill);
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
    TradeEvent bust =
        new TradeEvent.Bust(new TradeId("2"), new AccountId("a"), new TradeId("1"), AT);
    assertThat(
            FillChange.operation(new TenantId("acme"), new UserId("ann"), bust, Set.of()).id().value())
        .isEqualTo("event:2@a");
    assertThat(operation("2:mt5", "1")).isNotEqualTo(operation("mt5", "1:2"));
  }

  @Test
  void aFillThatWaitsWhileAServiceIsUpdatedIsRead() {
    String before =
        """
        3
        9
        t-1
        ann
        2026-02-03T04:05:07.789012Z
        DAX
        sell
        2.00000000
        101.50000000
        EUR
        1.0000
        -0.5000
        0.0000
        2026-02-03T04:05:06.789012Z
        p
        trend
        a b,c
        d
        o
        e
        1.00000000
        1.000000000000
        counts
        h
        t-1
        2026-02-03T04:05:06.789012Z
        3
        2
        grid

        2026-02-03T04:05:05Z
        1.00000000
        -1.5000
        0.1000
        0.0000
        0.0000
        trend
        a,b
        2026-02-03T04:05:04Z
        1.00000000
        2.5000
        0.2000
        0.0000
        0.0000""";
    FillChange.Recorded read = FillChange.recorded(new Change(FillChange.KIND, "a-1", 9, before));
    assertThat(read.fill().tier()).isNull();
    assertThat(read.fill().fill().origin())
        .isEqualTo(new Fill.Origin("p", "trend", List.of("a b", "c"), "d", "o", "e"));
    assertThat(read.fill().fill().conversion()).isEqualTo(Fill.Conversion.NONE);
    Trade trade = read.trades().getFirst();
    assertThat(read.trades()).hasSize(1);
    assertThat(trade.position().hedge()).isEqualTo("h");
    assertThat(trade.confidences()).isEmpty();
    assertThat(trade.net()).isEqualTo(Money.parse("net", "0.7", "EUR"));
    assertThat(trade.parts().getLast().agents()).containsExactly("a", "b");
    List<Change> now = FillChange.of(read.fill(), read.trades(), 9, true);
    assertThat(FillChange.recorded(now.getFirst())).isEqualTo(read);
  }

  @Test
  void aFillOfAnotherVersionIsNotGuessed() {
    for (String version : List.of("2", "5", "")) {
      Change change = new Change(FillChange.KIND, "a-1", 1, version + "\nx");
      assertThatThrownBy(() -> FillChange.recorded(change))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aFillWithoutAConfidenceIsKnownByTheTextThatItHadBefore() {
    assertThat(Fill.Origin.NONE)
        .hasToString("Origin[position=, strategy=, agents=[], decision=, order=, execution=]");
    assertThat(new Fill.Origin("", "", List.of(), "", "", "", BigDecimal.ONE))
        .hasToString(
            "Origin[position=, strategy=, agents=[], decision=, order=, execution=,"
                + " confidence=1.00000000]");
  }

  @Test
  void aConfidenceIsZeroToOne() {
    for (String wrong : List.of("-0.00000001", "1.00000001", "0.123456789", "10")) {
      Refused.field(
          "ai_confidence",
          () -> new Fill.Origin("", "", List.of(), "", "", "", new BigDecimal(wrong)));
    }
  }
}
