package dev.quintet.client;

import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import dev.quintet.marketdata.v1.StreamTicksResponse;
import io.grpc.StatusRuntimeException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A stream of ticks, read page by page; the service sends no faster than the pages are taken. When
 * the connection breaks it goes on behind the last page, so that no tick is missed or seen twice.
 * Used by one thread; close it to end the read on the service early.
 */
public final class TickPages implements Iterator<TickPage>, AutoCloseable {

  private final Connection connection;
  private final Backoff backoff;
  private TickQuery query;
  private @Nullable AnswerStream<StreamTicksResponse> call;
  private @Nullable TickPage next;
  private boolean done;

  TickPages(Connection connection, TickQuery query) {
    this.connection = connection;
    this.query = query;
    this.backoff = connection.backoff();
  }

  /**
   * Whether there is another page; waits for it.
   *
   * @throws QuintetException when the read was refused, or failed for longer than retries last
   */
  @Override
  public boolean hasNext() {
    while (next == null && !done) {
      try {
        read();
      } catch (StatusRuntimeException e) {
        call = null;
        connection.awaitRetry(backoff, e);
      }
    }
    return next != null;
  }

  private void read() {
    AnswerStream<StreamTicksResponse> current = call;
    if (current == null) {
      current = connection.stream(MarketDataServiceGrpc.getStreamTicksMethod(), query.request());
      call = current;
    }
    StreamTicksResponse page = current.next();
    if (page == null) {
      done = true;
      return;
    }
    backoff.reset();
    query = query.behind(page.getCursor());
    next = new TickPage(query.symbol(), page);
  }

  @Override
  public TickPage next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    TickPage page = next;
    next = null;
    return page;
  }

  /** Ends the read; the service stops reading its store. */
  @Override
  public void close() {
    done = true;
    next = null;
    if (call != null) {
      call.cancel();
    }
  }
}
