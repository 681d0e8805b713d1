package dev.quintet.application.trades;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.application.trades.Setting.ACME;
import static dev.quintet.application.trades.Setting.ANN;
import static dev.quintet.application.trades.Setting.ANNS;
import static dev.quintet.application.trades.Setting.BOB;
import static dev.quintet.application.trades.Setting.EUR;
import static dev.quintet.application.trades.Setting.NOW;
import static dev.quintet.application.trades.Setting.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.application.operations.Awaiting;
import dev.quintet.application.operations.Receipts;
import dev.quintet.application.users.TradingAccounts;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.operations.Receipt;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.Costs;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.Margin;
import dev.quintet.domain.trades.MarginStore;
import dev.quintet.domain.trades.Side;
import dev.quintet.domain.trades.TradeFilter;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.users.AccountEntry;
import dev.quintet.domain.users.AccountId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MarginTradingTest {

  private static final Margin.Key KEY = new Margin.Key(ANNS, new TradeId("m"));

  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  private final Setting setting =
      new Setting(((InstantSource) now::get).withZone(ZoneOffset.UTC));
  private final MarginTrading trading = setting.get(MarginTrading.class);

  @BeforeEach
  void depositAThousand() {
    AccountEntry unused =
        setting
            .get(TradingAccounts.class)
            .append(key(Role.SERVICE, null), ANNS, entry("d", "1000"), Fresh.deadline());
  }

  private static AccountEntry.Change entry(String id, String amount) {
    return new AccountEntry.Change(
        id, AccountEntry.Reason.DEPOSIT, eur(amount), eur("0"), "", NOW);
  }

  private static Money eur(String amount) {
    return Money.parse("amount", amount, "EUR");
  }

  private static Fill fill(String id, String price) {
    return new Fill(
        new TradeId(id),
        ANNS,
        new Symbol("DAX"),
        Side.BUY,
        BigDecimal.ONE,
        new BigDecimal(price),
        Costs.none(Money.currency("EUR")),
        NOW,
        Fill.Origin.NONE);
  }

  private static MarginTrading.Wish wish(String amount, @Nullable Fill fill) {
    return new MarginTrading.Wish(KEY, eur(amount), Duration.ofMinutes(1), fill);
  }

  private Margin reserve(@Nullable UserId user, MarginTrading.Wish wish) {
    return trading
        .reserve(key(Role.SERVICE, user), wish, Awaiting.Wanted.NOTHING, Fresh.deadline())
        .answer();
  }

  private Money locked() {
    return setting
        .get(TradingAccounts.class)
        .find(key(Role.READER, null), ANNS, Fresh.deadline())
        .funds()
        .locked();
  }

  private int fills() {
    return setting
        .get(TradeReading.class)
        .fills(key(Role.READER, null), TradeFilter.ALL, null, 10, Fresh.deadline())
        .items()
        .size();
  }

  private Receipt.Leg leg() {
    return setting
        .get(Receipts.class)
        .get(key(Role.READER, null), KEY.operation(), Fresh.deadline())
        .legs()
        .getFirst();
  }

  private Margin find() {
    return trading.find(key(Role.READER, ANN), KEY, Fresh.deadline());
  }

  @Test
  void aTradeIsOpenedAtOnceOrWithTheSameMarginLater() {
    assertThat(reserve(ANN, wish("600", null)).state()).isEqualTo(Margin.State.RESERVED);
    assertThat(locked()).isEqualTo(eur("600"));
    for (int i = 0; i < 2; i++) {
      assertThat(reserve(ANN, wish("600", fill("1", "10"))).state()).isEqualTo(Margin.State.OPEN);
    }
    assertThat(fills()).isEqualTo(1);
    assertThat(leg().state()).isEqualTo(Receipt.State.COMMITTED);
    assertThat(trading.release(key(Role.SERVICE, ANN), KEY, Fresh.deadline()).state())
        .isEqualTo(Margin.State.RELEASED);
    assertThat(locked()).isEqualTo(eur("0"));
    assertThat(reserve(ANN, wish("600", fill("1", "10"))).state())
        .as("a late repetition")
        .isEqualTo(Margin.State.RELEASED);
    assertThat(locked()).isEqualTo(eur("0"));
  }

  @Test
  void aWaitGivesTheReceiptsOfMarginAndFill() {
    Awaiting.Awaited<Margin> open =
        trading.reserve(
            key(Role.SERVICE, ANN),
            wish("600", fill("1", "10")),
            new Awaiting.Wanted(List.of("memory"), Duration.ofMillis(1)),
            Fresh.deadline());
    assertThat(open.receipts())
        .extracting(receipt -> receipt.operation().value())
        .containsExactly("margin:m@anns", "fill:1@anns");
  }

  @Test
  void aFillThatIsRefusedReleasesItsMargin() {
    assertThat(
            setting
                .get(TradeRecording.class)
                .record(key(Role.SERVICE, ANN), List.of(fill("1", "11")), Fresh.deadline())
                .getFirst()
                .refused())
        .isNull();
    Margin refused = reserve(ANN, wish("600", fill("1", "10")));
    assertThat(refused.state()).isEqualTo(Margin.State.COMPENSATED);
    assertThat(refused.reason()).isEqualTo("fill anns/1 was used before with other content");
    assertThat(locked()).isEqualTo(eur("0"));
    assertThat(leg().state()).isEqualTo(Receipt.State.COMPENSATED);
    assertThat(leg().reason()).isEqualTo(refused.reason());
    assertProblem(Problem.NotReady.class, () -> reserve(ANN, wish("600", fill("1", "10"))));
  }

  @Test
  void whatWasLeftIsGoneOnWith() {
    reserve(ANN, wish("600", null));
    Margin left =
        setting.port(MarginStore.class)
            .change(ACME, null, KEY, it -> it.with(fill("1", "10"), NOW), Fresh.deadline());
    assertThat(left.state()).isEqualTo(Margin.State.FILLING);
    assertProblem(
        Problem.NotReady.class, () -> trading.release(key(Role.SERVICE, ANN), KEY, Fresh.deadline()));
    trading.run(Fresh.deadline());
    assertThat(find().state()).isEqualTo(Margin.State.OPEN);
    assertThat(fills()).isEqualTo(1);
    assertThat(locked()).isEqualTo(eur("600"));
  }

  @Test
  void aReservationThatIsNotUsedExpires() {
    reserve(ANN, wish("600", null));
    now.set(NOW.plusSeconds(59));
    trading.run(Fresh.deadline());
    assertThat(find().state()).isEqualTo(Margin.State.RESERVED);
    now.set(NOW.plusSeconds(60));
    trading.run(Fresh.deadline());
    assertThat(find().state()).isEqualTo(Margin.State.COMPENSATED);
    assertThat(locked()).isEqualTo(eur("0"));
    assertThat(leg().reason()).startsWith("it expired at ");
    assertProblem(Problem.NotReady.class, () -> reserve(ANN, wish("600", fill("1", "10"))));
    assertThat(fills()).isZero();
  }

  @Test
  void whatIsAskedWronglyIsRefusedAndNothingIsReserved() {
    assertProblem(new Problem.Invalid("amount", "must be above 0"), () -> wish("0", null));
    assertProblem(
        new Problem.Invalid("expires_millis", "must be 1000 to 604800000"),
        () -> new MarginTrading.Wish(KEY, eur("1"), Duration.ofMillis(999), null));
    Margin.Key other = new Margin.Key(new AccountId("other"), KEY.id());
    assertProblem(
        new Problem.Invalid("fill.account_id", "must be that of the margin"),
        () -> new MarginTrading.Wish(other, eur("1"), Duration.ofMinutes(1), fill("1", "10")));
    assertProblem(Problem.NotReady.class, () -> reserve(ANN, wish("1000.01", null)));
    assertProblem(
        Problem.Invalid.class,
        () ->
            reserve(
                ANN,
                new MarginTrading.Wish(
                    KEY, Money.parse("amount", "1", "USD"), Duration.ofMinutes(1), null)));
    assertProblem(
        new Problem.NotFound("account", "anns"), () -> reserve(BOB, wish("1", null)));
    assertThat(locked()).isEqualTo(eur("0"));
    reserve(ANN, wish("600", null));
    assertProblem(Problem.Conflict.class, () -> reserve(ANN, wish("601", null)));
    assertProblem(
        new Problem.NotFound("margin", "m"),
        () -> trading.release(key(Role.SERVICE, BOB), KEY, Fresh.deadline()));
    assertProblem(
        new Problem.NotFound("margin", "m"),
        () -> trading.find(key(Role.READER, BOB), KEY, Fresh.deadline()));
    assertProblem(
        new Problem.Invalid("entry_id", "begins like those of fills, events of trading and margins"),
        () ->
            setting
                .get(TradingAccounts.class)
                .append(
                    key(Role.SERVICE, null),
                    ANNS,
                    entry("margin:m:release", "1"),
                    Fresh.deadline()));
  }
}
