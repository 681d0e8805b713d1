package dev.quintet.application.trades;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.memory.MemoryFillAuditIndex;
import dev.quintet.adapters.out.memory.MemoryFillIndex;
import dev.quintet.application.operations.Derived;
import dev.quintet.application.operations.Derived.Mended;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.Audited;
import dev.quintet.domain.trades.Costs;
import dev.quintet.domain.trades.DayCheck;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.FillAuditLog;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.FillLog;
import dev.quintet.domain.trades.FillPrint;
import dev.quintet.domain.trades.MergedFill;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.Side;
import dev.quintet.domain.trades.Trade;
import dev.quintet.domain.trades.TradeEvent;
import dev.quintet.domain.trades.TradeFilter;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DerivedFillsTest {

  private static final TenantId ACME = new TenantId("acme");
  private static final LocalDate DAY = LocalDate.parse("2026-02-03");
  private static final Instant AT = Instant.parse("2026-02-03T12:00:00Z");
  private static final int FILLS = 20;

  private final Recorded record = new Recorded();
  private final MemoryFillIndex index = new MemoryFillIndex();
  private final MemoryFillAuditIndex audit = new MemoryFillAuditIndex(index);
  private final DerivedFills derived = new DerivedFills(
          Audited.FILLS, new DerivedFills.Places(record, record, index, audit), 4);

  /** A record in a list; something may happen right after it was read. */
  private static final class Recorded implements FillAuditLog, FillLog {
    private final List<RecordedFill> fills = new ArrayList<>();
    private final Set<Long> pending = new HashSet<>();
    private final Set<String> waiting = new HashSet<>();
    private Runnable afterPrints = () -> {};

    private List<RecordedFill> where(Predicate<Instant> at) {
      return fills.stream().filter(it -> at.test(it.fill().at())).toList();
    }

    @Override
    public Optional<Instant> next(
        TenantId tenant, Audited what, Instant from, Deadline deadline) {
      return where(at -> !at.isBefore(from)).stream()
          .map(it -> it.fill().at())
          .min(Instant::compareTo);
    }

    @Override
    public Map<LocalDate, DayCheck> check(
        TenantId tenant, Audited what, LocalDate from, LocalDate to, Deadline deadline) {
      return DayCheck.byDay(fills);
    }

    @Override
    public List<FillPrint> prints(
        TenantId tenant,
        Audited what,
        String store,
        Instant from,
        Instant to,
        int most,
        Deadline deadline) {
      List<FillPrint> prints =
          where(at -> !at.isBefore(from) && at.isBefore(to)).stream()
              .limit(most)
              .map(it -> FillPrint.of(it, pending.contains(it.sequence())))
              .toList();
      afterPrints.run();
      return prints;
    }

    @Override
    public List<Trade> trades(
        TenantId tenant, List<RecordedFill> closing, Deadline deadline) {
      return List.of();
    }

    @Override
    public long count(TenantId tenant, Deadline deadline) {
      return fills.size();
    }

    @Override
    public Answer.Recorded append(
        TenantId tenant, TradeEvent event, Set<String> stores, Write write, Deadline deadline) {
      throw new IllegalStateException("nothing is written");
    }

    @Override
    public Page<MergedFill> merged(
        TenantId tenant,
        TradeFilter filter,
        @Nullable Cursor after,
        int limit,
        Deadline deadline) {
      return new Page<>(List.of(), null);
    }

    @Override
    public Page<RecordedFill> list(
        TenantId tenant,
        TradeFilter filter,
        @Nullable Cursor after,
        int limit,
        Deadline deadline) {
      int from = after == null ? 0 : Integer.parseInt(after.value());
      int to = Math.min(fills.size(), from + 7);
      return new Page<>(
          fills.subList(from, to),
          to == fills.size() ? null : new Cursor(Integer.toString(to)));
    }

    @Override
    public Set<String> pending(TenantId tenant, String store, Deadline deadline) {
      return waiting;
    }

    @Override
    public List<RecordedFill> find(TenantId tenant, List<FillPrint> some, Deadline deadline) {
      List<String> keys = some.stream().map(FillPrint::key).toList();
      return fills.stream().filter(it -> keys.contains(FillPrint.of(it, false).key())).toList();
    }
  }

  private static RecordedFill fill(String id, long sequence, String quantity, Instant at) {
    return new RecordedFill(
        new Fill(
            new TradeId(id),
            new AccountId("a-1"),
            new Symbol("DAX"),
            Side.BUY,
            new BigDecimal(quantity),
            BigDecimal.ONE,
            Costs.none(Money.currency("EUR")),
            at,
            Fill.Origin.NONE),
        new UserId("ann"),
        Tier.PRO,
        sequence,
        AT);
  }

  @BeforeEach
  void bothHaveTheSame() {
    IntStream.rangeClosed(1, FILLS)
        .forEach(i -> record.fills.add(fill("t-" + i, i, "1", AT.plusSeconds(i))));
    put(record.fills.toArray(RecordedFill[]::new));
  }

  private void put(RecordedFill... fills) {
    index.put(
        ACME,
        Stream.of(fills).map(it -> new FillChange.Recorded(it, List.of())).toList(),
        Fresh.deadline());
  }

  private void remove(RecordedFill fill) {
    audit.remove(
        ACME,
        Audited.FILLS,
        Instant.EPOCH,
        AT.plusSeconds(1_000_000),
        List.of(FillPrint.of(fill, false)),
        Fresh.deadline());
  }

  private List<LocalDate> differing() {
    return derived.compare(ACME, DAY.minusDays(9), DAY.plusDays(9), Fresh.deadline()).differing();
  }

  private Mended mend(LocalDate day) {
    return derived.mend(ACME, day, Fresh.deadline());
  }

  @Test
  void whatIsLostChangedOrTooManyIsPutRight() {
    assertThat(differing()).isEmpty();
    remove(record.fills.get(2));
    put(fill("t-8", 99, "5", AT.plusSeconds(8)));
    put(fill("ghost", 1, "1", AT.plusSeconds(9)));
    put(fill("t-15", 98, "1", AT.minusSeconds(86_400)));
    assertThat(derived.next(ACME, DAY.minusDays(9), Fresh.deadline())).contains(DAY.minusDays(1));
    assertThat(differing()).containsExactly(DAY.minusDays(1), DAY);
    assertThat(mend(DAY.minusDays(1))).isEqualTo(new Mended(0, 1, true));
    assertThat(mend(DAY)).as("t-15 was put again").isEqualTo(new Mended(2, 2, true));
    assertThat(differing()).isEmpty();
    assertThat(mend(DAY)).isEqualTo(Mended.NOTHING);
  }

  @Test
  void whatIsStillToBeDeliveredIsNoDifference() {
    remove(record.fills.get(2));
    record.pending.add(3L);
    put(fill("t-8", 1, "5", AT.plusSeconds(8)));
    remove(record.fills.get(7));
    put(fill("t-8", 1, "5", AT.plusSeconds(8)));
    record.pending.add(8L);
    assertThat(differing()).as("it is looked at more closely").containsExactly(DAY);
    assertThat(mend(DAY)).isEqualTo(Mended.NOTHING);
    record.pending.clear();
    assertThat(mend(DAY)).isEqualTo(new Mended(2, 1, true));
  }

  @Test
  void whatIsAnnulledAndStillToBeDeliveredIsNoDifference() {
    RecordedFill annulled = record.fills.remove(3);
    record.waiting.add("a-1");
    assertThat(mend(DAY)).isEqualTo(Mended.NOTHING);
    record.waiting.clear();
    assertThat(mend(DAY)).as("its bust was lost").isEqualTo(new Mended(0, 1, true));
    assertThat(check()).isEqualTo(DayCheck.byDay(record.fills));
    assertThat(annulled.fill().at()).isAfter(AT);
  }

  @Test
  void whatIsRecordedAndDeliveredAfterTheRecordWasReadIsNoDifference() {
    RecordedFill late = fill("late", 50, "1", AT);
    RecordedFill before = record.fills.get(4);
    RecordedFill after = fill("t-5", 51, "7", before.fill().at());
    record.afterPrints =
        () -> {
          record.afterPrints = () -> {};
          record.fills.add(late);
          record.fills.set(4, after);
          put(late, after);
        };
    DerivedFills whole =
        new DerivedFills(
            Audited.FILLS, new DerivedFills.Places(record, record, index, audit), 100);
    assertThat(whole.mend(ACME, DAY, Fresh.deadline())).isEqualTo(Mended.NOTHING);
    assertThat(differing()).isEmpty();
  }

  @Test
  void moreOfOneInstantThanAreComparedAreLeft() {
    IntStream.range(0, 9).forEach(i -> put(fill("x-" + i, i, "1", AT)));
    assertThat(mend(DAY)).isEqualTo(new Mended(0, 0, false));
    assertThat(differing()).containsExactly(DAY);
  }

  @Test
  void whatIsBuiltAnewIsThatOfTheRecordAndShownAtOnce() {
    put(fill("ghost", 1, "1", AT.plusSeconds(9)));
    Map<LocalDate, DayCheck> before = check();
    long generation = index.generations().begin(ACME, Fresh.deadline());
    RecordedFill live = fill("live", 90, "1", AT.plusSeconds(3));
    @Nullable String after = null;
    int rows = 0;
    do {
      Derived.Built built = derived.build(ACME, generation, after, Fresh.deadline());
      rows += built.rows();
      after = built.after();
      assertThat(check()).as("until it is complete").isEqualTo(before);
    } while (after != null);
    put(live);
    record.fills.add(live);
    index.generations().show(ACME, generation, Fresh.deadline());
    assertThat(rows).isEqualTo(FILLS);
    assertThat(derived.count(ACME, Fresh.deadline())).isEqualTo(FILLS + 1);
    assertThat(check()).isEqualTo(DayCheck.byDay(record.fills));
    index.generations().clear(ACME, Fresh.deadline());
    assertThat(check()).isEqualTo(DayCheck.byDay(record.fills));
  }

  private Map<LocalDate, DayCheck> check() {
    return index.check(ACME, DAY.minusDays(9), DAY.plusDays(9), Fresh.deadline());
  }
}
