package dev.quintet.application.marketdata;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.application.marketdata.Setting.T;
import static dev.quintet.application.marketdata.Setting.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Batch;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.memory.MemoryBarStore;
import dev.quintet.adapters.out.memory.MemorySymbolLedger;
import dev.quintet.application.tenancy.UsageAdmission;
import dev.quintet.domain.marketdata.Bar;
import dev.quintet.domain.marketdata.BatchOutcome;
import dev.quintet.domain.marketdata.ImportedBar;
import dev.quintet.domain.marketdata.ImportedBars;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.SymbolLedger;
import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many symbols somebody may store ticks and bars of. */
final class HeldSymbolsTest {

  private static final int MOST = 3;
  private static final UserId ANNA = new UserId("anna");

  private final Setting setting = new Setting();
  private final AtomicInteger questions = new AtomicInteger();
  private final AtomicLong underWay = new AtomicLong();
  private final List<Long> told = new CopyOnWriteArrayList<>();
  private final TenantId acme = setting.tenant();
  private volatile boolean down;
  private final MemorySymbolLedger memory = new MemorySymbolLedger(MOST);
  private final HeldSymbols symbols =
      new HeldSymbols(
          new SymbolLedger() {
            @Override
            public boolean begun(TenantId tenant, Deadline deadline) {
              return memory.begun(tenant, deadline);
            }

            @Override
            public void begin(TenantId tenant, Collection<Symbol> stored, Deadline deadline) {
              memory.begin(tenant, stored, deadline);
            }

            @Override
            public long add(
                TenantId tenant,
                @Nullable UserId user,
                Collection<Symbol> added,
                Deadline deadline) {
              questions.incrementAndGet();
              if (down) {
                throw Setting.unavailable();
              }
              return memory.add(tenant, user, added, deadline);
            }
          },
          setting.ticks.ticks,
          quotas());
  private final TickIngestion ingestion =
      new TickIngestion(
          new BlockWriter(setting.ticks, setting.versions, setting.ledger, setting.quotes, symbols),
          setting.access,
          quotas(),
          new ReceiptClock(setting.clock),
          Setting.quick());

  @AfterEach
  void stop() {
    ingestion.close();
  }

  private UsageAdmission quotas() {
    return new UsageAdmission() {
      @Override
      public void admit(Subject subject, UsageType type, long count) {
        underWay.addAndGet(count);
      }

      @Override
      public void giveBack(Subject subject, UsageType type, long count) {
        underWay.addAndGet(-count);
      }

      @Override
      public void recorded(Subject subject, UsageType type, long count) {
        underWay.addAndGet(-count);
      }

      @Override
      public void held(Subject subject, long held) {
        told.add(held);
      }
    };
  }

  private static TickBatch trades(String... names) {
    Batch batch = Batch.trades("cme");
    for (String name : names) {
      batch.trade(name, T, "1", "1");
    }
    return batch.admitted();
  }

  private BatchOutcome ingest(TickBatch batch) {
    return ingest(service(acme), batch);
  }

  private BatchOutcome ingest(Principal principal, TickBatch batch) {
    return WaitingSender.ingest(ingestion, principal, batch, Fresh.deadline()).outcome();
  }

  private void assertFull(long used, TickBatch batch) {
    assertProblem(
        new Problem.LimitExceeded(
            SymbolLedger.LIMIT, MOST, Duration.ZERO, new Problem.Consumed(used, null)),
        () -> ingest(batch));
  }

  @Test
  void aBatchWithASymbolTooManyIsRefusedAndNothingOfItIsStored() {
    ingest(trades("A", "B"));
    assertFull(2, trades("A", "C", "D"));
    assertThat(setting.stored(acme, "C")).isEmpty();
    assertThat(setting.stored(acme, "A")).hasSize(1);
    assertThat(ingest(trades("A", "C")).accepted()).isEqualTo(1);
    assertFull(MOST, trades("D"));
    assertThat(underWay).as("ticks that count as used").hasValue(0);
    assertThat(told).contains(2L, 3L);
  }

  @Test
  void whatIsKnownCostsNoQuestion() {
    ingest(trades("A", "B"));
    int asked = questions.get();
    down = true;
    assertThat(ingest(trades("B", "A")).duplicate()).isEqualTo(2);
    assertThat(questions).hasValue(asked);
    assertProblem(Problem.Unavailable.class, () -> ingest(trades("C")));
    assertThat(setting.stored(acme, "C")).isEmpty();
    down = false;
    assertThat(ingest(trades("C")).accepted()).isEqualTo(1);
    assertThat(underWay).hasValue(0);
  }

  @Test
  void aRepetitionIsAnsweredAndAnAnnulmentAddsNoSymbol() {
    TickBatch first = trades("A", "B", "C");
    ingest(first);
    assertThat(ingest(first).accepted()).isEqualTo(3);
    assertProblem(
        Problem.NotFound.class,
        () -> ingest(Batch.trades("cme").trade("E", T, 0, "1", "1").annuls().admitted()));
    assertFull(MOST, trades("E"));
  }

  @Test
  void whatWasStoredBeforeAnybodyCountedIsCounted() {
    for (String name : List.of("A", "B", "C", "D")) {
      setting.ticks.ticks.append(
          List.of(Batch.trades("cme").trade(name, T, "1", "1").of(acme, Setting.NOW)),
          Fresh.deadline());
    }
    assertThat(ingest(trades("D", "A")).duplicate()).isEqualTo(2);
    assertFull(4, trades("E"));
  }

  @Test
  void eachUserHasALimitOfItsOwn() {
    ingest(trades("A", "B", "C"));
    Principal all = service(acme);
    Principal anna =
        new Principal(all.keyPrefix(), all.role(), all.scope(), all.service(), ANNA);
    Batch batch = Batch.trades("cme").trade("X", T, "1", "1").trade("Y", T, "1", "1").of(ANNA);
    assertThat(ingest(anna, batch.admitted()).accepted()).isEqualTo(2);
    assertFull(MOST, trades("X"));
  }

  @Test
  void barsCountAsWell() {
    BarImport imports =
        new BarImport(
            new MemoryBarStore(setting.ticks.ticks),
            setting.ledger,
            setting.access,
            new ReceiptClock(setting.clock),
            symbols);
    ingest(trades("A", "B"));
    List<String> imported = new ArrayList<>();
    for (String name : List.of("A", "C", "C")) {
      imports.importBars(service(acme), bars(name), Fresh.deadline());
      imported.add(name);
    }
    assertThat(imported).hasSize(3);
    assertProblem(
        Problem.LimitExceeded.class,
        () -> imports.importBars(service(acme), bars("D"), Fresh.deadline()));
  }

  private static ImportedBars bars(String symbol) {
    BigDecimal one = BigDecimal.ONE;
    return new ImportedBars(
        Fresh.batch(),
        new Symbol(symbol),
        new Source("vendor"),
        Interval.MINUTE,
        List.of(new ImportedBar(T, new Bar.Prices(one, one, one, one), one, Map.of())));
  }
}
