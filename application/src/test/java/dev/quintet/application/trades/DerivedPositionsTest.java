package dev.quintet.application.trades;

import static dev.quintet.application.trades.Setting.ACME;
import static dev.quintet.application.trades.Setting.ANNS;
import static dev.quintet.application.trades.Setting.BOB;
import static dev.quintet.application.trades.Setting.EUR;
import static dev.quintet.application.trades.Setting.NOW;
import static dev.quintet.application.trades.Setting.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.application.operations.Awaiting;
import dev.quintet.application.operations.Deliveries;
import dev.quintet.application.operations.Derived;
import dev.quintet.application.operations.Derived.Mended;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.Costs;
import dev.quintet.domain.trades.CurrentPosition;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.FillAuditLog;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.trades.PositionIndex;
import dev.quintet.domain.trades.PositionStore;
import dev.quintet.domain.trades.PositionSummary;
import dev.quintet.domain.trades.Side;
import dev.quintet.domain.trades.TradeId;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DerivedPositionsTest {

  private static final LocalDate DAY = LocalDate.EPOCH;

  private final Setting setting = new Setting(Clock.fixed(NOW, ZoneOffset.UTC));
  private final Deliveries deliveries = setting.get(Deliveries.class);
  private final PositionStore record = setting.port(PositionStore.class);
  private final Index index = new Index(setting.port(PositionIndex.class));
  private final Derived derived =
      new DerivedPositions(record, setting.port(FillAuditLog.class), index);

  /** Something may happen before entries are read. */
  private static final class Index implements PositionIndex {
    private final PositionIndex index;
    private Runnable beforeHeld = () -> {};

    private Index(PositionIndex index) {
      this.index = index;
    }

    @Override
    public StoreName store() {
      return index.store();
    }

    @Override
    public void put(TenantId tenant, List<CurrentPosition> positions, Deadline deadline) {
      index.put(tenant, positions, deadline);
    }

    @Override
    public void find(
        TenantId tenant, Position.Key key, Consumer<Optional<CurrentPosition>> answer) {
      index.find(tenant, key, answer);
    }

    @Override
    public Step walk(TenantId tenant, @Nullable String after, Deadline deadline) {
      return index.walk(tenant, after, deadline);
    }

    @Override
    public Map<Position.Key, Optional<CurrentPosition>> held(
        TenantId tenant, Collection<Position.Key> keys, Deadline deadline) {
      beforeHeld.run();
      return index.held(tenant, keys, deadline);
    }

    @Override
    public void remove(TenantId tenant, Collection<Position.Key> keys, Deadline deadline) {
      index.remove(tenant, keys, deadline);
    }
  }

  @BeforeEach
  void begin() {
    deliveries.begin();
  }

  @AfterEach
  void close() {
    deliveries.close();
  }

  private static Position.Key position(String symbol) {
    return new Position.Key(ANNS, new Symbol(symbol), "");
  }

  /** Waits until the index has it, unless deliveries have ended. */
  private void record(String id, String symbol, Side side, Awaiting.Wanted wanted) {
    Fill fill =
        new Fill(
            new TradeId(id),
            ANNS,
            new Symbol(symbol),
            side,
            BigDecimal.ONE,
            BigDecimal.TEN,
            Costs.none(EUR),
            NOW,
            Fill.Origin.NONE);
    assertThat(
            setting
                .get(TradeRecording.class)
                .record(key(Role.SERVICE, null), List.of(fill), wanted, Fresh.deadline())
                .answer())
        .allMatch(it -> it.refused() == null);
  }

  private void delivered(String id, String symbol, Side side) {
    record(id, symbol, side, new Awaiting.Wanted(List.of(), Awaiting.LONGEST));
  }

  private CurrentPosition recorded(String symbol) {
    return record.current(ACME, null, List.of(position(symbol)), Fresh.deadline()).getFirst();
  }

  private Optional<CurrentPosition> held(String symbol) {
    return index.index
        .held(ACME, List.of(position(symbol)), Fresh.deadline())
        .getOrDefault(position(symbol), Optional.empty());
  }

  private void put(CurrentPosition... positions) {
    index.put(ACME, List.of(positions), Fresh.deadline());
  }

  private static CurrentPosition with(
      CurrentPosition as, String symbol, String quantity, long version) {
    PositionSummary position = as.position();
    return new CurrentPosition(
        new PositionSummary(
            position(symbol),
            new BigDecimal(quantity),
            position.averagePrice(),
            position.realised(),
            position.dividends(),
            position.costs(),
            position.cycles(),
            position.changedAt()),
        as.user(),
        version);
  }

  private List<LocalDate> differing() {
    Derived.Compared compared =
        derived.compare(ACME, DAY, DAY.plusDays(31), Fresh.deadline());
    assertThat(compared.days()).isEqualTo(1);
    return compared.differing();
  }

  private Mended mended() {
    return derived.mend(ACME, DAY, Fresh.deadline());
  }

  @Test
  void whatIsThereAndOtherThanRecordedIsPutRight() {
    assertThat(derived.next(ACME, LocalDate.MIN, Fresh.deadline())).contains(DAY);
    assertThat(derived.next(ACME, DAY.plusDays(1), Fresh.deadline())).isEmpty();
    assertThat(derived.compare(ACME, DAY, DAY.plusDays(31), Fresh.deadline()).days()).isZero();
    for (String symbol : List.of("DAX", "FTSE", "SMI", "MIB")) {
      delivered(symbol, symbol, Side.BUY);
    }
    assertThat(differing()).as("each has the version of its own last fill").isEmpty();
    CurrentPosition dax = recorded("DAX");
    index.remove(ACME, List.of(position("SMI")), Fresh.deadline());
    assertThat(differing()).as("what is not there says nothing").isEmpty();
    put(with(dax, "DAX", "2", dax.version()));
    put(with(recorded("FTSE"), "FTSE", "1.00000000", 1_000_000));
    put(with(dax, "NEVER", "1", 1));
    CurrentPosition mib = recorded("MIB");
    put(new CurrentPosition(mib.position(), BOB, mib.version()));
    assertThat(differing()).containsExactly(DAY);
    assertThat(mended()).isEqualTo(new Mended(3, 4, true));
    assertThat(differing()).isEmpty();
    assertThat(mended()).isEqualTo(Mended.NOTHING);
    for (String symbol : List.of("DAX", "FTSE", "MIB")) {
      assertThat(held(symbol)).contains(recorded(symbol));
    }
    assertThat(held("NEVER")).isEmpty();
  }

  @Test
  void whatIsDeliveredMeanwhileOrStillToBeDeliveredIsNoDifference() {
    delivered("1", "DAX", Side.BUY);
    index.beforeHeld =
        () -> {
          index.beforeHeld = () -> {};
          delivered("2", "DAX", Side.BUY);
        };
    assertThat(differing()).isEmpty();
    assertThat(held("DAX").orElseThrow().position().quantity()).isEqualByComparingTo("2");
    deliveries.close();
    record("3", "DAX", Side.BUY, Awaiting.Wanted.NOTHING);
    assertThat(differing()).isEmpty();
  }

  @Test
  void builtAnewThereIsWhatIsOpen() {
    delivered("1", "DAX", Side.BUY);
    delivered("2", "FTSE", Side.BUY);
    delivered("3", "FTSE", Side.SELL);
    put(with(recorded("DAX"), "NEVER", "1", 1), with(recorded("DAX"), "DAX", "9", 9_999));
    assertThat(derived.count(ACME, Fresh.deadline())).isEqualTo(1);
    assertThat(derived.build(ACME, 1, null, Fresh.deadline()))
        .isEqualTo(new Derived.Built(1, null));
    assertThat(index.walk(ACME, null, Fresh.deadline()).keys()).containsExactly(position("DAX"));
    assertThat(held("DAX")).contains(recorded("DAX"));
  }
}
