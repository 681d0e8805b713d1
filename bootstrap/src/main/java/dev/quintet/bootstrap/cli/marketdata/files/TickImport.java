package dev.quintet.bootstrap.cli.marketdata.files;

import dev.quintet.client.IngestReport;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.QuintetException;
import dev.quintet.client.TickBatch;
import dev.quintet.client.TickRange;
import dev.quintet.client.TickReceipt;
import dev.quintet.client.TickWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams files into the service and sums up what became of their rows. The id of a batch is the
 * digest of its rows, and a file is always cut in the same way: what was stored before, by an
 * import that was interrupted or done, is stored once. A file is answered for before the next is
 * begun, so that of two versions of a tick the one in the later file is the later.
 */
public final class TickImport implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TickImport.class);

  private final TickWriter writer;
  private final Account account = new Account();
  private final AtomicLong corrected = new AtomicLong();
  private final BatchCutter cutter;

  /** Where the rows of unanswered and of refused batches came from. */
  private final Map<String, Place> places = new ConcurrentHashMap<>();

  private String csv = "";
  private boolean refused;

  public TickImport(QuintetClient client) {
    this(client, false);
  }

  /**
   * @param corrections whether rows without ids correct what is stored of their instants with other
   *     values, instead of being other ticks of them
   */
  public TickImport(QuintetClient client, boolean corrections) {
    this.cutter = new BatchCutter(corrections, this::write);
    this.writer = client.tickWriter(TickWriter.Settings.DEFAULT.onReceipt(this::count));
  }

  /** Sends a file; after a refused batch it does nothing. */
  public void add(RowFile file, LongConsumer progress) throws IOException {
    if (!refused) {
      try {
        file.read(new Rows(), progress);
      } catch (Refused e) {
        refused = true; // reported by result()
      }
    }
  }

  /** Sends one CSV that is not a file. */
  public void add(String name, InputStream csv, FileOptions options) throws IOException {
    new RowFile(Path.of(name), options, Kind.TRADE).read(name, csv, TickParser::new, new Rows());
  }

  private final class Rows implements RowSink<TickRow> {
    @Override
    public void begin(String name, RowFormat format) {
      account.begin(name, format);
      cutter.begin(name, format);
    }

    @Override
    public void row(TickRow row) {
      account.row(row);
      cutter.tick(row);
    }

    @Override
    public void changed(boolean rounded, boolean carried) {
      account.changed(rounded, carried);
    }

    @Override
    public void refused(long line, String field, String reason) {
      account.refused(line, field, reason);
    }
  }

  /**
   * What became of the rows so far; each of those that were sent or could not be read is accepted,
   * duplicate or rejected.
   *
   * @param accepted stored by this import
   * @param duplicate stored before with the same values
   * @param corrected those of the accepted that replaced a stored tick with other values
   * @param rejected not stored: those that cannot be read, those that the service refused, and all
   *     of refused batches
   * @param crossed stored quotes whose bid is above their ask
   * @param range of the rows that are stored now; null: there is none
   * @param rows what was found in the files
   */
  public record Result(
      long accepted,
      long duplicate,
      long corrected,
      long rejected,
      long crossed,
      @Nullable TickRange range,
      Account rows,
      List<Refusal> refused) {}

  /** Rows that were not stored because the service refused their batch as a whole. */
  public record Refusal(String rows, int count, QuintetException problem) {}

  private void write(TickBatch batch, Place place) {
    String from = place.csv(0);
    if (!from.equals(csv)) {
      writer.flush();
      csv = from;
    }
    if (!writer.report().refused().isEmpty()) {
      throw new Refused();
    }
    places.put(batch.id(), place);
    writer.write(batch);
  }

  /** On the connection's thread. */
  private void count(TickReceipt receipt) {
    if (!receipt.repeated()) {
      corrected.addAndGet(receipt.corrected());
    }
    Place place = places.remove(receipt.batchId());
    if (place != null) {
      receipt
          .rejectedRows()
          .forEach(
              row -> {
                int at = (int) row.index();
                account.name(
                    new Account.Rejection(
                        place.csv(at), place.lines[at], row.field(), row.reason()));
              });
    }
  }

  /** Rows that are stored so far, by this import or before. */
  public long stored() {
    IngestReport report = writer.report();
    return report.accepted() + report.duplicate();
  }

  /** Sends what waits, and waits for all answers. */
  public Result result() {
    if (!refused) {
      try {
        cutter.close();
      } catch (Refused e) {
        refused = true;
      }
    }
    IngestReport report = writer.flush();
    List<Refusal> refusals = report.refused().stream().map(this::refusal).toList();
    return new Result(
        report.accepted() - report.repeated(),
        report.duplicate() + report.repeated(),
        corrected.get(),
        report.rejected()
            + account.refused()
            + refusals.stream().mapToLong(Refusal::count).sum(),
        report.crossed(),
        report.range(),
        account,
        refusals);
  }

  private Refusal refusal(IngestReport.RefusedBatch batch) {
    Place place = places.get(batch.batchId());
    return place == null
        ? new Refusal(batch.batchId(), 0, batch.problem())
        : new Refusal(place.toString(), place.lines.length, batch.problem());
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

  /** Where the rows of a batch are: for each the name of its CSV, and its line. */
  record Place(List<String> csvs, long[] lines) {

    String csv(int row) {
      return csvs.get(row);
    }

    @Override
    public String toString() {
      int last = lines.length - 1;
      String to = csv(last).equals(csv(0)) ? "" : csv(last) + ", line ";
      return "%s, lines %d to %s%d".formatted(csv(0), lines[0], to, lines[last]);
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
