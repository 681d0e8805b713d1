package dev.quintet.adapters.out.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.operations.GenerationIndex;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.DayCheck;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.FillIndex;
import dev.quintet.domain.trades.RecordedFill;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a {@link GenerationIndex} does with the fills of an index. */
public interface GenerationIndexContract {

  GenerationIndex generations();

  /** In the same store. */
  FillIndex index();

  private Map<LocalDate, DayCheck> check(TenantId tenant) {
    return index()
        .check(tenant, LocalDate.EPOCH, LocalDate.parse("2100-01-01"), Fresh.deadline());
  }

  private void put(TenantId tenant, RecordedFill... fills) {
    index().put(tenant, recorded(fills), Fresh.deadline());
  }

  private void build(TenantId tenant, long generation, RecordedFill... fills) {
    index().build(tenant, generation, recorded(fills), Fresh.deadline());
  }

  private static List<FillChange.Recorded> recorded(RecordedFill... fills) {
    return Stream.of(fills).map(it -> new FillChange.Recorded(it, List.of())).toList();
  }

  private static Map<LocalDate, DayCheck> of(RecordedFill... fills) {
    return DayCheck.byDay(List.of(fills));
  }

  @Test
  default void whatIsBuiltIsReadOnceItIsShownAndByThisTenantOnly() {
    assertThat(generations().store()).isEqualTo(index().store());
    TenantId tenant = Fresh.tenant();
    TenantId other = Fresh.tenant();
    RecordedFill old = FillIndexContract.fill("old", 9, "1", FillIndexContract.AT);
    RecordedFill both = FillIndexContract.fill("both", 2, "1", FillIndexContract.AT);
    RecordedFill built = FillIndexContract.fill("old", 1, "2", FillIndexContract.AT);
    put(tenant, old);
    put(other, old);
    long generation = generations().begin(tenant, Fresh.deadline());
    assertThat(generations().begin(tenant, Fresh.deadline())).isEqualTo(generation);
    put(tenant, both);
    build(tenant, generation, built);
    assertThat(check(tenant)).isEqualTo(of(old, both));
    generations().show(tenant, generation, Fresh.deadline());
    assertThat(check(tenant)).isEqualTo(of(built, both));
    generations().show(tenant, generation, Fresh.deadline());
    generations().clear(tenant, Fresh.deadline());
    assertThat(check(tenant)).isEqualTo(of(built, both));
    assertThat(check(other)).as("another tenant").isEqualTo(of(old));
    RecordedFill after = FillIndexContract.fill("after", 3, "1", FillIndexContract.AT);
    put(tenant, after);
    assertThat(check(tenant)).isEqualTo(of(built, both, after));
  }

  @Test
  default void anEarlierGenerationIsNeverShownAgain() {
    TenantId tenant = Fresh.tenant();
    RecordedFill fill = FillIndexContract.fill("1", 1, "1", FillIndexContract.AT);
    long first = generations().begin(tenant, Fresh.deadline());
    generations().show(tenant, first, Fresh.deadline());
    long second = generations().begin(tenant, Fresh.deadline());
    assertThat(second).isGreaterThan(first);
    build(tenant, second, fill);
    generations().show(tenant, second, Fresh.deadline());
    generations().show(tenant, first, Fresh.deadline());
    assertThat(check(tenant)).isEqualTo(of(fill));
  }
}
