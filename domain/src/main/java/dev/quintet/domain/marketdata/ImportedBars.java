package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.UserId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A batch of bars from outside, of one symbol, interval and source; later batches correct earlier.
 *
 * @param user the owner of the bars; null: the tenant
 * @param bars 1 to {@value #MAX_BARS}, each start once and a start of the interval
 */
public record ImportedBars(
    BatchId id,
    @Nullable UserId user,
    Symbol symbol,
    Source source,
    Interval interval,
    List<ImportedBar> bars) {

  /**
   * What the content of imported bars starts with. Longer than any {@link Source}, which is what the
   * content of ticks starts with, so an id used for both is a conflict.
   */
  private static final String KIND = "dev.quintet.marketdata/imported-bars";

  /** Most bars of one batch. */
  public static final int MAX_BARS = 10_000;

  public ImportedBars {
    bars = List.copyOf(bars);
    if (bars.isEmpty() || bars.size() > MAX_BARS) {
      throw ProblemException.invalid("bars", "must be 1 to " + MAX_BARS);
    }
    Set<Instant> starts = HashSet.newHashSet(bars.size());
    for (int index = 0; index < bars.size(); index++) {
      Instant start = bars.get(index).start();
      if (!interval.startOf(start).equals(start)) {
        throw ProblemException.invalid(
            "bars[" + index + "].start", "is not a start of an interval of that length");
      }
      if (!starts.add(start)) {
        throw ProblemException.invalid("bars[" + index + "].start", "is there twice");
      }
    }
  }

  /** The tenant owns them. */
  public ImportedBars(
      BatchId id, Symbol symbol, Source source, Interval interval, List<ImportedBar> bars) {
    this(id, null, symbol, source, interval, bars);
  }

  public ImportedBars ownedBy(@Nullable UserId owner) {
    return new ImportedBars(id, owner, symbol, source, interval, bars);
  }

  /**
   * SHA-256 of the batch with its bars in the order of their starts, 64 hexadecimal digits; never that
   * of a batch of ticks.
   */
  public String contentHash() {
    ContentHash content = new ContentHash(256L * bars.size());
    content.text(KIND);
    content.text(symbol.value());
    content.text(source.value());
    content.number(interval.seconds());
    content.number(bars.size());
    bars.stream()
        .sorted(Comparator.comparing(ImportedBar::start))
        .forEach(bar -> add(content, bar));
    if (user != null) {
      content.text(user.value());
    }
    return content.hex();
  }

  private static void add(ContentHash content, ImportedBar bar) {
    content.number(EventTime.nanos(bar.start()));
    Stream.of(bar.prices().open(), bar.prices().high(), bar.prices().low(), bar.prices().close())
        .forEach(price -> content.text(price.toPlainString()));
    content.text(bar.volume().toPlainString());
    content.number(bar.technicalIndicators().size());
    new TreeMap<>(bar.technicalIndicators())
        .forEach(
            (name, value) -> {
              content.text(name);
              content.text(value.toPlainString());
            });
  }
}
