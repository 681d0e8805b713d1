package dev.quintet.bootstrap.cli.marketdata;

import dev.quintet.bootstrap.cli.kit.Terminal;
import dev.quintet.bootstrap.cli.marketdata.files.RowFile;
import dev.quintet.bootstrap.cli.marketdata.files.TickImport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** How far an import is: a bar on a terminal, elsewhere a line now and then. */
final class ImportProgress implements AutoCloseable {

  private static final long LINE_EVERY_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int BAR_WIDTH = 78;
  private static final int KILOBYTE = 1_024;

  private final TickImport ticks;
  private final PrintWriter err;
  private final long total;
  private final @Nullable ProgressBar bar;
  private long before;
  private long size;
  private long lastLine = System.nanoTime();

  private ImportProgress(TickImport ticks, PrintWriter err, long total, @Nullable ProgressBar bar) {
    this.ticks = ticks;
    this.err = err;
    this.total = total;
    this.bar = bar;
  }

  static ImportProgress of(List<RowFile> files, TickImport ticks, PrintWriter err)
      throws IOException {
    long total = 0;
    for (RowFile file : files) {
      total += Files.size(file.path());
    }
    err.flush();
    return new ImportProgress(ticks, err, total, Terminal.interactive() ? bar(total) : null);
  }

  private static ProgressBar bar(long total) {
    return new ProgressBarBuilder()
        .setTaskName("import")
        .setInitialMax(total)
        .setUnit(" kB", KILOBYTE)
        .setStyle(
            !Terminal.unicode()
                ? ProgressBarStyle.ASCII
                : Terminal.colours()
                    ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK
                    : ProgressBarStyle.UNICODE_BLOCK)
        .setConsumer(new ConsoleProgressBarConsumer(System.err, BAR_WIDTH))
        .build();
  }

  void next(RowFile file) throws IOException {
    before += size;
    size = Files.size(file.path());
  }

  /** So many bytes of the file were read. */
  void read(long bytes) {
    long done = Math.min(total, before + bytes);
    if (bar != null) {
      bar.stepTo(done);
      return;
    }
    long now = System.nanoTime();
    if (now - lastLine > LINE_EVERY_NANOS) {
      lastLine = now;
      err.printf(
          Locale.ROOT, "%d %% read, %d ticks stored%n", done * 100 / Math.max(1, total), ticks.stored());
      err.flush();
    }
  }

  /** The file was read to its end; a zip has more bytes than its CSVs. */
  void done() {
    read(size);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
