package dev.quintet.application.marketdata;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.application.marketdata.Setting.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.memory.MemoryBarStore;
import dev.quintet.application.marketdata.BarImport.Receipt;
import dev.quintet.domain.marketdata.Bar;
import dev.quintet.domain.marketdata.BatchId;
import dev.quintet.domain.marketdata.BatchTerms;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.ImportedBar;
import dev.quintet.domain.marketdata.ImportedBars;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.marketdata.TickColumns;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.marketdata.TimeRange;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BarImportTest {

  private static final Symbol EURUSD = new Symbol("EURUSD");
  private static final Source VENDOR = new Source("vendor");
  private static final Instant NINE = Instant.parse("2024-05-08T09:00:00Z");

  private final Setting setting = new Setting();
  private final MemoryBarStore bars = new MemoryBarStore(setting.ticks.ticks);
  private final BarImport imports =
      new BarImport(bars, setting.ledger, setting.access, new ReceiptClock(setting.clock), setting.symbols());
  private final TenantId acme = setting.tenant();

  private static ImportedBars batch(BatchId id, String price) {
    BigDecimal value = new BigDecimal(price);
    return new ImportedBars(
        id,
        EURUSD,
        VENDOR,
        Interval.HOUR,
        List.of(
            new ImportedBar(
                NINE, new Bar.Prices(value, value, value, value), BigDecimal.ONE, Map.of())));
  }

  private Receipt importBars(ImportedBars batch) {
    return imports.importBars(service(acme), batch, Fresh.deadline());
  }

  private List<ImportedBar> stored() {
    List<ImportedBar> found = new ArrayList<>();
    new BarReading(bars, setting.reads, setting.access, setting.clock)
        .imported(
            service(acme),
            EURUSD,
            VENDOR,
            Interval.HOUR,
            new TimeRange(NINE, NINE.plusSeconds(1)),
            found::add,
            Fresh.deadline());
    return found;
  }

  @Test
  void importedBarsAreStoredOnce() {
    BatchId id = Fresh.batch();
    assertThat(importBars(batch(id, "1"))).isEqualTo(new Receipt(1, 0));
    assertThat(importBars(batch(id, "1.00"))).isEqualTo(new Receipt(1, 1));
    assertThat(stored()).isEqualTo(batch(id, "1").bars());
  }

  @Test
  void anIntervalInWhichNoBarsWereImportedIsRefusedAndNotAnsweredWithNone() {
    importBars(batch(Fresh.batch(), "1"));
    BarReading reading = new BarReading(bars, setting.reads, setting.access, setting.clock);
    TimeRange day = new TimeRange(NINE, NINE.plusSeconds(86_400));
    assertProblem(
        new Problem.Invalid(
            "interval", "is none in which these bars were imported, which are 1h"),
        () ->
            reading.imported(
                service(acme), EURUSD, VENDOR, Interval.MINUTE, day, bar -> {}, Fresh.deadline()));
    reading.imported(
        service(acme),
        EURUSD,
        new Source("nobody"),
        Interval.MINUTE,
        day,
        bar -> {},
        Fresh.deadline());
  }

  @Test
  void aBarThatHasNotBegunIsRefused() {
    Instant hour = Interval.HOUR.nextStart(setting.clock.instant().plusSeconds(61));
    ImportedBars ahead =
        new ImportedBars(
            Fresh.batch(),
            EURUSD,
            VENDOR,
            Interval.HOUR,
            List.of(
                batch(Fresh.batch(), "1").bars().getFirst(),
                new ImportedBar(
                    hour,
                    new Bar.Prices(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE),
                    BigDecimal.ONE,
                    Map.of())));
    assertProblem(
        new Problem.Invalid("bars[1].start", "must not be in the future"), () -> importBars(ahead));
    assertThat(stored()).isEmpty();
  }

  @Test
  void theSameIdWithOtherBarsIsAConflict() {
    BatchId id = Fresh.batch();
    importBars(batch(id, "1"));
    assertProblem(new Problem.Conflict("batch", id.value()), () -> importBars(batch(id, "2")));
    assertThat(stored()).isEqualTo(batch(id, "1").bars());
  }

  @Test
  void aLaterImportCorrectsAnEarlier() {
    importBars(batch(Fresh.batch(), "1"));
    importBars(batch(Fresh.batch(), "2"));
    assertThat(stored()).isEqualTo(batch(Fresh.batch(), "2").bars());
  }

  @Test
  void oneIdForBarsAndForTicksIsAConflictEitherWay() {
    try (TickIngestion ingestion = setting.ingestion(Setting.quick())) {
      BatchId bars = Fresh.batch();
      importBars(batch(bars, "1"));
      assertProblem(
          Problem.Conflict.class,
          () -> WaitingSender.ingest(ingestion, service(acme), ticks(bars), Fresh.deadline()));
      BatchId ticks = Fresh.batch();
      WaitingSender.ingest(ingestion, service(acme), ticks(ticks), Fresh.deadline());
      assertProblem(Problem.Conflict.class, () -> importBars(batch(ticks, "1")));
    }
  }

  private static TickBatch ticks(BatchId id) {
    return TickBatch.admit(
        id,
        VENDOR,
        null,
        BatchTerms.NONE,
        new TickColumns(
            TickKind.TRADE,
            new Symbol[] {EURUSD},
            null,
            new long[] {EventTime.nanos(NINE)},
            null,
            0,
            new long[] {1},
            null,
            0,
            null),
        Setting.NOW);
  }

  @Test
  void onceTheBarsAreStoredNoFailureOfTheLedgerIsCalledCertain() {
    BatchId id = Fresh.batch();
    setting.ledger.beforeCommit =
        () -> {
          throw Setting.unavailable();
        };
    assertProblem(Problem.OutcomeUnknown.class, () -> importBars(batch(id, "1")));
    setting.ledger.beforeCommit = () -> {};
    assertThat(importBars(batch(id, "1"))).isEqualTo(new Receipt(1, 1));
    assertThat(stored()).hasSize(1);
  }

  @Test
  void onlyWritersGetIn() {
    for (Role role : Role.values()) {
      if (role != Role.SERVICE) {
        assertProblem(
            Problem.Denied.class,
            () ->
                imports.importBars(
                    Setting.principal(role, acme), batch(Fresh.batch(), "1"), Fresh.deadline()));
      }
    }
  }
}
