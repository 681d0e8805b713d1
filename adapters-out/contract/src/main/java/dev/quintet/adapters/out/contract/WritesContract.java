package dev.quintet.adapters.out.contract;

import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Effect;
import dev.quintet.domain.writes.Once;
import dev.quintet.domain.writes.Write;
import java.util.List;

/** How the contracts of {@link Once} write; it checks nothing itself. */
interface WritesContract {

  Once once();

  /** A new tenant that the ledger accepts. */
  TenantId newTenant();

  default List<Answer> record(List<Write> writes, Effect effect) {
    return once().write("write notes", writes, effect, Fresh.deadline());
  }

  default List<Answer> record(Write... writes) {
    return record(List.of(writes), fresh -> {});
  }
}
