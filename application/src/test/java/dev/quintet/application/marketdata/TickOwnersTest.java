package dev.quintet.application.marketdata;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.application.marketdata.Setting.T;
import static dev.quintet.application.marketdata.Setting.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.adapters.out.contract.Batch;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.memory.MemoryBarStore;
import dev.quintet.domain.marketdata.BatchId;
import dev.quintet.domain.marketdata.BatchOutcome;
import dev.quintet.domain.marketdata.Bar;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.ImportedBar;
import dev.quintet.domain.marketdata.ImportedBars;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.SymbolSummary;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.marketdata.TickQuery;
import dev.quintet.domain.marketdata.TimeRange;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls for one user: whose ticks they write, correct, annul and read. */
final class TickOwnersTest {

  private static final Symbol EURUSD = new Symbol("EURUSD");
  private static final UserId ANNA = new UserId("anna");
  private static final UserId BOB = new UserId("bob");
  private static final TimeRange ALL = new TimeRange(EventTime.MIN, EventTime.END);

  private final Setting setting = new Setting();
  private final TickIngestion ingestion = setting.ingestion(Setting.quick());
  private final TickReading reading =
      new TickReading(setting.ticks, setting.quotes, setting.reads, setting.access);
  private final TenantId acme = setting.tenant();

  @AfterEach
  void stop() {
    ingestion.close();
  }

  private Principal of(UserId user) {
    Principal all = service(acme);
    return new Principal(all.keyPrefix(), all.role(), all.scope(), all.service(), user);
  }

  private static Batch trade(String price) {
    return Batch.trades("cme").trade("EURUSD", T, 0, price, "1");
  }

  private BatchOutcome ingest(Principal principal, TickBatch batch) {
    return WaitingSender.ingest(ingestion, principal, batch, Fresh.deadline()).outcome();
  }

  private List<String> prices(Principal principal) {
    List<String> prices = new ArrayList<>();
    reading.stream(
        principal,
        new TickQuery(EURUSD, null, ALL, null, null),
        page -> {
          for (int row = 0; row < page.rows(); row++) {
            prices.add(price(page.tick(EURUSD, row)));
          }
        },
        Fresh.deadline());
    return prices;
  }

  private static String price(Tick tick) {
    return ((Tick.TradePrint) tick).price().stripTrailingZeros().toPlainString();
  }

  @Test
  void twoUsersWhoReportOneTickHaveTwo() {
    BatchOutcome one = new BatchOutcome(1, 0, 0, 0);
    assertThat(ingest(service(acme), trade("1").admitted())).isEqualTo(one);
    assertThat(ingest(of(ANNA), trade("2").of(ANNA).admitted())).isEqualTo(one);
    assertThat(ingest(of(BOB), trade("2").of(BOB).admitted())).isEqualTo(one);
    assertThat(ingest(of(BOB), trade("2").of(BOB).admitted()))
        .isEqualTo(new BatchOutcome(0, 1, 0, 0));
    assertThat(ingest(of(ANNA), trade("3").of(ANNA).admitted()))
        .isEqualTo(new BatchOutcome(1, 0, 1, 0));
    assertThat(ingest(service(acme), trade("1").admitted()))
        .isEqualTo(new BatchOutcome(0, 1, 0, 0));
    assertThat(prices(of(ANNA))).containsExactly("3");
    assertThat(prices(of(BOB))).containsExactly("2");
    assertThat(prices(service(acme))).containsExactly("1", "3", "2");
  }

  @Test
  void aUserAnnulsItsOwnTicksOnly() {
    ingest(service(acme), trade("1").admitted());
    ingest(of(BOB), trade("2").of(BOB).admitted());
    TickAnnulment annulment = new TickAnnulment(ingestion);
    assertProblem(
        Problem.NotFound.class,
        () ->
            annulment.annul(of(ANNA), trade("0").annuls().of(ANNA).admitted(), Fresh.deadline()));
    annulment.annul(of(BOB), trade("0").annuls().of(BOB).admitted(), Fresh.deadline());
    assertThat(prices(of(BOB))).isEmpty();
    assertThat(prices(service(acme))).containsExactly("1");
  }

  @Test
  void aBatchOfAnotherIsNotTaken() {
    for (Batch batch : List.of(trade("1"), trade("1").of(BOB))) {
      assertThatThrownBy(() -> ingest(of(ANNA), batch.admitted()))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(setting.ticks.blocks).isEmpty();
  }

  @Test
  void theCacheAnswersNoCallForAUser() {
    ingest(service(acme), trade("1").admitted());
    ingest(of(BOB), trade("2").of(BOB).admitted());
    reading.lastQuote(service(acme), EURUSD, Fresh.deadline());
    assertThat(reading.lastQuote(service(acme), EURUSD, Fresh.deadline()).fromCache()).isTrue();
    assertProblem(
        Problem.NotFound.class, () -> reading.lastQuote(of(ANNA), EURUSD, Fresh.deadline()));
    ingest(of(ANNA), trade("3").of(ANNA).admitted());
    for (int round = 0; round < 2; round++) {
      TickReading.LastQuote own = reading.lastQuote(of(ANNA), EURUSD, Fresh.deadline());
      assertThat(own.fromCache()).isFalse();
      assertThat(price(own.tick())).isEqualTo("3");
    }
    AtomicReference<Optional<TickReading.LastQuote>> told = new AtomicReference<>(Optional.empty());
    reading.cachedQuote(of(BOB), EURUSD, told::set);
    assertThat(told.get()).isEmpty();
    assertThat(reading.quotesAsOf(of(BOB), List.of(EURUSD), T, Fresh.deadline()))
        .extracting(TickOwnersTest::price)
        .containsExactly("2");
    assertThat(reading.symbols(of(new UserId("carl")), null, 10, Fresh.deadline()).items())
        .isEmpty();
    assertThat(reading.symbols(of(BOB), null, 10, Fresh.deadline()).items())
        .containsExactly(new SymbolSummary(EURUSD, T, T));
  }

  @Test
  void aUserImportsBarsOfItsOwn() {
    MemoryBarStore bars = new MemoryBarStore(setting.ticks.ticks);
    BarImport imports =
        new BarImport(bars, setting.ledger, setting.access, new ReceiptClock(setting.clock), setting.symbols());
    BatchId id = Fresh.batch();
    imports.importBars(of(ANNA), bars(id, "1"), Fresh.deadline());
    assertThat(imports.importBars(of(ANNA), bars(id, "1"), Fresh.deadline()).duplicate())
        .isEqualTo(1);
    assertProblem(
        Problem.Conflict.class,
        () -> imports.importBars(of(BOB), bars(id, "1"), Fresh.deadline()));
    imports.importBars(of(BOB), bars(Fresh.batch(), "2"), Fresh.deadline());
    assertThat(imported(bars, of(ANNA))).containsExactly("1");
    assertThat(imported(bars, of(BOB))).containsExactly("2");
    assertThat(imported(bars, of(new UserId("carl")))).isEmpty();
  }

  private static ImportedBars bars(BatchId id, String price) {
    BigDecimal value = new BigDecimal(price);
    return new ImportedBars(
        id,
        EURUSD,
        new Source("vendor"),
        Interval.MINUTE,
        List.of(
            new ImportedBar(T, new Bar.Prices(value, value, value, value), value, Map.of())));
  }

  private List<String> imported(MemoryBarStore bars, Principal principal) {
    List<String> found = new ArrayList<>();
    new BarReading(bars, setting.reads, setting.access, setting.clock)
        .imported(
            principal,
            EURUSD,
            new Source("vendor"),
            Interval.MINUTE,
            new TimeRange(T, T.plusSeconds(60)),
            bar -> found.add(bar.prices().open().stripTrailingZeros().toPlainString()),
            Fresh.deadline());
    return found;
  }
}
