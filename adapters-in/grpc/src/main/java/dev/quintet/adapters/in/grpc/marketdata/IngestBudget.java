package dev.quintet.adapters.in.grpc.marketdata;

import dev.quintet.adapters.in.grpc.kit.GrpcSettings;
import dev.quintet.domain.shared.Observer;
import dev.quintet.domain.tenancy.TenantId;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the decoded rows that all streams, and those of each tenant, have in memory. A stream that
 * finds no room is not read until there is some; streams go on in the order in which they stopped,
 * and one tenant's flood does not stop another's streams before all room is taken. How large the
 * next message is, is known only when it is there, so each stream may exceed the bound by one.
 */
@Singleton
public final class IngestBudget {

  /** What a batch costs on top of its rows, in rows: its objects weigh about as much. */
  private static final int PER_BATCH = 32;

  private final int tenantRows;
  private final int totalRows;
  private final Map<TenantId, Share> shares = new HashMap<>();
  private long total;

  private static final class Share {
    private long rows;
    private final Queue<Runnable> stopped = new ArrayDeque<>();

    boolean unused() {
      return rows == 0 && stopped.isEmpty();
    }
  }

  @Inject
  IngestBudget(GrpcSettings settings, @Nullable Observer observer) {
    this.tenantRows = settings.tenantRows();
    this.totalRows = settings.totalRows();
    Observer.orNone(observer).gauge("ingest_rows", "held", this::total);
  }

  IngestBudget(GrpcSettings settings) {
    this(settings, null);
  }

  /**
   * Whether the tenant's stream may read on; if not, {@code resume} is run once there is room, and
   * asks again.
   */
  synchronized boolean mayRead(TenantId tenant, Runnable resume) {
    Share share = shares.get(tenant);
    if (total < totalRows && (share == null || share.rows < tenantRows)) {
      return true;
    }
    shares.computeIfAbsent(tenant, id -> new Share()).stopped.add(resume);
    return false;
  }

  /** What is taken of all room, in rows. */
  public synchronized long total() {
    return total;
  }

  synchronized void take(TenantId tenant, int rows) {
    shares.computeIfAbsent(tenant, id -> new Share()).rows += rows + PER_BATCH;
    total += rows + PER_BATCH;
  }

  void release(TenantId tenant, int rows) {
    returned(tenant, rows).forEach(Runnable::run);
  }

  private synchronized List<Runnable> returned(TenantId tenant, int rows) {
    boolean wasFull = total >= totalRows;
    Share mine = shares.get(tenant);
    if (mine == null) {
      throw new IllegalStateException("more was returned than taken");
    }
    mine.rows -= rows + PER_BATCH;
    total -= rows + PER_BATCH;
    List<Runnable> resumed = new ArrayList<>();
    if (wasFull && total < totalRows) {
      shares.values().forEach(share -> resume(share, resumed));
      shares.values().removeIf(Share::unused);
    } else {
      resume(mine, resumed);
      if (mine.unused()) {
        shares.remove(tenant);
      }
    }
    return resumed;
  }

  private void resume(Share share, List<Runnable> resumed) {
    if (total < totalRows && share.rows < tenantRows) {
      resumed.addAll(share.stopped);
      share.stopped.clear();
    }
  }
}
