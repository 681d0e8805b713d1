package dev.quintet.adapters.out.contract;

import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.DayCheck;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.FillIndex;
import dev.quintet.domain.trades.RecordedFill;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** What a {@link dev.quintet.domain.operations.GenerationIndex} does with the fills of an index. */
public interface FillGenerationsContract extends GenerationIndexContract {

  /** In the same store. */
  FillIndex index();

  private static RecordedFill fill(Item item) {
    return FillIndexContract.fill(
        item.name(), item.version(), Long.toString(item.version()), FillIndexContract.AT);
  }

  private static List<FillChange.Recorded> recorded(Item... items) {
    return Stream.of(items).map(it -> new FillChange.Recorded(fill(it), List.of())).toList();
  }

  @Override
  default void put(TenantId tenant, Item... items) {
    index().put(tenant, recorded(items), Fresh.deadline());
  }

  @Override
  default void build(TenantId tenant, long generation, Item... items) {
    index().build(tenant, generation, recorded(items), Fresh.deadline());
  }

  @Override
  default Object shown(TenantId tenant) {
    return index()
        .check(tenant, LocalDate.EPOCH, LocalDate.parse("2100-01-01"), Fresh.deadline());
  }

  @Override
  default Object of(Item... items) {
    return DayCheck.byDay(Stream.of(items).map(FillGenerationsContract::fill).toList());
  }
}
