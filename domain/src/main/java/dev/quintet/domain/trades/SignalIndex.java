package dev.quintet.domain.trades;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The analytical history of signals, derived from the record of them. */
public interface SignalIndex {

  /** The name of {@link #list}. */
  String LISTING = "signals";

  /** Which store this is. */
  StoreName store();

  /** Keeps these signals, which are durable on return. One that is there already changes nothing. */
  void put(TenantId tenant, List<RecordedSignal> signals, Deadline deadline);

  /** Signals that the viewer sees, in the order of their time, then recording. */
  Page<RecordedSignal> list(
      Viewer viewer, SignalFilter filter, @Nullable Cursor after, int limit, Deadline deadline);
}
