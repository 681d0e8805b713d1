package dev.quintet.bootstrap.cli.marketdata.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quintet.client.Bar;
import dev.quintet.client.BarImport;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.QuintetException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sends the bars of files to the service and sums up what became of them. Batches are cut like those
 * of ticks: by the times of their rows, and named by their content. A refused batch ends the import.
 */
public final class BarFileImport implements RowSink<BarRow> {

  /** Most bars of one batch. */
  private static final int ROWS = 10_000;

  /** Most bars that wait, of all symbols. */
  private static final int WAITING = 100_000;

  private static final Pattern INTERVAL = Pattern.compile("([1-9][0-9]{0,6})([smhdw])");
  private static final long WEEK = 604_800;
  private static final long FIRST_MONDAY = 4 * 86_400L;

  private final @Nullable QuintetClient client;
  private final String interval;
  private final long seconds;
  private final Account account = new Account();
  private final Map<String, Waiting> waiting = new TreeMap<>();
  private final List<TickImport.Refusal> refusals = new ArrayList<>();
  private String csv = "";
  private String source = "";
  private int rows;
  private long accepted;
  private long duplicate;

  /** Bars of one symbol that are sent together. */
  private static final class Waiting {
    private final List<BarRow> bars = new ArrayList<>();
    private final Set<Long> starts = new HashSet<>();
  }

  /**
   * @param client null: nothing is sent
   * @throws UnusableFile.OptionNeeded when the interval is none
   */
  public BarFileImport(@Nullable QuintetClient client, String interval)
      throws UnusableFile.OptionNeeded {
    Matcher matcher = INTERVAL.matcher(interval);
    if (!matcher.matches()) {
      throw new UnusableFile.OptionNeeded("--interval must be a length such as 1s, 5m, 1h, 1d or 1w");
    }
    this.client = client;
    this.interval = interval;
    this.seconds =
        Long.parseLong(matcher.group(1))
            * switch (matcher.group(2)) {
              case "s" -> 1;
              case "m" -> 60;
              case "h" -> 3_600;
              case "d" -> 86_400;
              default -> WEEK;
            };
  }

  /** Sends a file; after a refused batch it does nothing. */
  public void add(RowFile file, LongConsumer progress) throws IOException {
    if (refusals.isEmpty()) {
      file.readBars(this, progress);
      sendAll();
    }
  }

  /** What became of the rows; see {@link TickImport.Result}. */
  public TickImport.Result result() {
    long refused = refusals.stream().mapToLong(TickImport.Refusal::count).sum();
    return new TickImport.Result(
        accepted,
        duplicate,
        0,
        account.refused() + refused,
        0,
        accepted + duplicate == 0 ? null : account.range(),
        account,
        refusals);
  }

  @Override
  public void begin(String name, RowFormat format) {
    sendAll();
    csv = name;
    source = format.source();
    account.begin(name, format);
  }

  @Override
  public void row(BarRow row) {
    long second = Math.floorDiv(row.time(), TimeColumn.NANOS_PER_SECOND);
    long origin = seconds % WEEK == 0 ? FIRST_MONDAY : 0;
    if (Math.floorMod(row.time(), TimeColumn.NANOS_PER_SECOND) != 0
        || Math.floorMod(second - origin, seconds) != 0) {
      refused(row.line(), "time", "is not a start of a bar of " + interval + " in UTC");
      return;
    }
    Waiting bars = waiting.computeIfAbsent(row.symbol(), symbol -> new Waiting());
    if (bars.bars.size() == ROWS || (!bars.bars.isEmpty() && BatchCutter.begins(row.time()))) {
      send(row.symbol());
      bars = waiting.computeIfAbsent(row.symbol(), symbol -> new Waiting());
    }
    if (!bars.starts.add(row.time())) {
      refused(row.line(), "time", "is that of a bar before");
      return;
    }
    bars.bars.add(row);
    account.row(row);
    if (++rows >= WAITING) {
      sendAll();
    }
  }

  @Override
  public void changed(boolean rounded, boolean carried) {
    account.changed(rounded, carried);
  }

  @Override
  public void refused(long line, String field, String reason) {
    account.refused(line, field, reason);
  }

  private void sendAll() {
    List.copyOf(waiting.keySet()).forEach(this::send);
    rows = 0;
  }

  private void send(String symbol) {
    Waiting full = waiting.remove(symbol);
    if (full == null || client == null || !refusals.isEmpty()) {
      return;
    }
    List<BarImport.ImportedBar> bars = full.bars.stream().map(BarFileImport::bar).toList();
    String about = String.join(" ", "bars", source, symbol, interval);
    String id = "bars-" + BatchCutter.hex(BatchCutter.sha256().digest((about + bars).getBytes(UTF_8)));
    try {
      BarImport.Receipt receipt =
          client.importBars(new BarImport(id, source, symbol, interval, bars));
      accepted += receipt.accepted() - receipt.duplicate();
      duplicate += receipt.duplicate();
    } catch (QuintetException e) {
      if (e.kind() == QuintetException.Kind.UNREACHABLE) {
        throw e;
      }
      String lines =
          "%s, lines %d to %d"
              .formatted(csv, full.bars.getFirst().line(), full.bars.getLast().line());
      refusals.add(new TickImport.Refusal(lines, bars.size(), e));
    }
  }

  private static BarImport.ImportedBar bar(BarRow row) {
    return new BarImport.ImportedBar(
        FileRow.instant(row.time()),
        new Bar.Prices(price(row.open()), price(row.high()), price(row.low()), price(row.close())),
        row.volume(),
        Map.of());
  }

  private static BigDecimal price(long units) {
    return BigDecimal.valueOf(units, Units.DIGITS);
  }
}
