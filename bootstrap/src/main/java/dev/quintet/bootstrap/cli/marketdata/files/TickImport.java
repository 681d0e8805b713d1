package dev.quintet.bootstrap.cli.marketdata.files;

import dev.quintet.client.IngestReport;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.QuintetException;
import dev.quintet.client.TickBatch;
import dev.quintet.client.TickReceipt;
import dev.quintet.client.TickWriter;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams files into the service and sums up what became of their rows. The id of a batch is the
 * digest of its rows, and a file is always cut in the same way: what was stored before, by an
 * import that was interrupted or done, is stored once.
 */
public final class TickImport implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TickImport.class);
  private static final int MAX_NAMED = 1_000;

  private final TickWriter writer;

  /** Where the rows of unanswered and of refused batches came from. */
  private final Map<String, Place> places = new ConcurrentHashMap<>();

  /** Rows that this side rejected. */
  private long unreadable;

  private final List<Rejection> named = new ArrayList<>();

  public TickImport(QuintetClient client) {
    this.writer = client.tickWriter(TickWriter.Settings.DEFAULT.onReceipt(this::count));
  }

  public record Rejection(String csv, long line, String field, String reason) {
    @Override
    public String toString() {
      return csv + ":" + line + ": " + field + " " + reason;
    }
  }

  /** Rows that were not stored because the service refused their batch as a whole. */
  public record Refusal(String rows, QuintetException problem) {}

  /**
   * What became of the rows so far; each is in one of the first three numbers or in a refusal.
   *
   * @param accepted stored by this import
   * @param duplicate stored before
   * @param rejected not stored
   * @param crossed stored quotes whose bid is above their ask
   * @param named the first rejected rows
   */
  public record Result(
      long accepted,
      long duplicate,
      long rejected,
      long crossed,
      List<Rejection> named,
      List<Refusal> refused) {}

  /** Sends a file; a refused batch ends it. */
  public void add(TickFile file, LongConsumer progress) throws IOException {
    try (BatchCutter cutter = cutter(file.origin())) {
      file.read(cutter, progress);
    } catch (Refused e) {
      // Reported by result().
    }
  }

  /** Sends one CSV that is not a file. */
  public void add(String name, InputStream csv, Origin origin) throws IOException {
    try (BatchCutter cutter = cutter(origin);
        CsvTicks rows = new CsvTicks(name, csv, origin, read -> {})) {
      rows.read(cutter);
    } catch (Refused e) {
      // Reported by result().
    }
  }

  private BatchCutter cutter(Origin origin) {
    return new BatchCutter(origin, this::write, this::reject);
  }

  private void write(TickBatch batch, Place place) {
    if (!writer.report().refused().isEmpty()) {
      throw new Refused();
    }
    places.put(batch.id(), place);
    writer.write(batch);
  }

  private void reject(Rejection row) {
    unreadable++;
    name(row);
  }

  private synchronized void name(Rejection row) {
    if (named.size() < MAX_NAMED) {
      named.add(row);
    }
  }

  /** On the connection's thread. */
  private void count(TickReceipt receipt) {
    Place place = places.remove(receipt.batchId());
    if (place != null) {
      receipt.rejectedRows().forEach(row -> name(place.rejection(row)));
    }
  }

  /** Rows that are stored so far, by this import or before. */
  public long stored() {
    return writer.report().accepted();
  }

  /** Waits for all answers. */
  public Result result() {
    IngestReport report = writer.flush();
    return new Result(
        report.accepted() - report.repeated(),
        report.duplicate() + report.repeated(),
        report.rejected() + unreadable,
        report.crossed(),
        List.copyOf(named),
        report.refused().stream().map(this::refusal).toList());
  }

  private Refusal refusal(IngestReport.RefusedBatch batch) {
    Place place = places.get(batch.batchId());
    return new Refusal(place == null ? batch.batchId() : place.toString(), batch.problem());
  }

  /** Ends the stream. What failed before was thrown to the caller already. */
  @Override
  public void close() {
    try {
      writer.close();
    } catch (QuintetException e) {
      LOG.debug("the stream did not end in order", e);
    }
  }

  /** Where the rows of a batch are in their CSV. */
  record Place(String csv, long[] lines) {

    Rejection rejection(TickReceipt.RejectedTick row) {
      return new Rejection(csv, lines[(int) row.index()], row.field(), row.reason());
    }

    @Override
    public String toString() {
      return "%s, lines %d to %d".formatted(csv, lines[0], lines[lines.length - 1]);
    }
  }

  /** The service refused a batch; what follows would be refused as well. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused() {
      super(null, null, false, false);
    }
  }
}
