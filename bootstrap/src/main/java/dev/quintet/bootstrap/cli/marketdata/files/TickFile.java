package dev.quintet.bootstrap.cli.marketdata.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A file of ticks: a CSV or a zip of CSVs, recognised by their first bytes.
 *
 * @param path where it is
 * @param origin whose ticks it holds
 */
public record TickFile(Path path, Origin origin) {

  private static final int ZIP_MARK = 0x504B_0304;

  /**
   * The file as the options and its name describe it.
   *
   * @throws UnusableFile.OptionNeeded when nothing names its symbol
   */
  public static TickFile of(Path path, ImportOptions options) throws UnusableFile.OptionNeeded {
    return new TickFile(path, Origin.of(String.valueOf(path.getFileName()), options));
  }

  /**
   * Reads the beginning of the file, to find what is missing before anything is sent.
   *
   * @return what it holds, in a few words
   */
  public String check() throws IOException {
    try {
      read(new Glance(), read -> {});
    } catch (Seen seen) {
      return "%s of %s, source %s; times are %s"
          .formatted(
              seen.format.quotes() ? "quotes" : "trade prints",
              origin.symbol(),
              origin.source(),
              seen.format.times());
    }
    return "no ticks";
  }

  /**
   * Hands every row of every CSV to the sink.
   *
   * @param progress takes how many bytes of the file were read so far
   */
  void read(TickSink sink, LongConsumer progress) throws IOException {
    String name = path.toString();
    if (!Files.isRegularFile(path)) {
      throw new UnusableFile(name + ": there is no such file");
    }
    if (isZip()) {
      readZip(sink, progress);
    } else {
      try (InputStream in = new Counting(Files.newInputStream(path), progress)) {
        readCsv(name, in, sink);
      }
    }
  }

  private boolean isZip() throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] start = in.readNBytes(Integer.BYTES);
      return start.length == Integer.BYTES
          && ByteBuffer.wrap(start).getInt() == ZIP_MARK;
    }
  }

  private void readZip(TickSink sink, LongConsumer progress) throws IOException {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      List<? extends ZipEntry> csvs = zip.stream().filter(TickFile::isCsv).toList();
      if (csvs.isEmpty()) {
        throw new UnusableFile(path + ": the zip holds no .csv");
      }
      long packed = 0;
      for (ZipEntry csv : csvs) {
        long before = packed;
        long size = Math.max(1, csv.getSize());
        long share = csv.getCompressedSize();
        LongConsumer ofEntry =
            read -> progress.accept(before + share * Math.min(read, size) / size);
        try (InputStream in = new Counting(zip.getInputStream(csv), ofEntry)) {
          readCsv(path + "!" + csv.getName(), in, sink);
        }
        packed += share;
      }
    } catch (ZipException e) {
      throw new UnusableFile(path + ": the zip is damaged: " + e.getMessage());
    }
  }

  private static boolean isCsv(ZipEntry entry) {
    return !entry.isDirectory()
        && !entry.getName().startsWith("__MACOSX/")
        && entry.getName().toLowerCase(Locale.ROOT).endsWith(".csv");
  }

  private void readCsv(String name, InputStream in, TickSink sink) throws IOException {
    try (CsvTicks csv = new CsvTicks(name, in, origin)) {
      csv.read(sink);
    } catch (UnusableFile.OptionNeeded e) {
      throw new UnusableFile.OptionNeeded(name + ": " + e.getMessage());
    } catch (UnusableFile e) {
      throw new UnusableFile(name + ": " + e.getMessage());
    }
  }

  /** Reports how many bytes went through. */
  private static final class Counting extends FilterInputStream {
    private final LongConsumer listener;
    private long bytes;

    Counting(InputStream in, LongConsumer listener) {
      super(in);
      this.listener = listener;
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      count(value < 0 ? value : 1);
      return value;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int got = in.read(into, offset, length);
      count(got);
      return got;
    }

    private void count(int got) {
      if (got > 0) {
        bytes += got;
        listener.accept(bytes);
      }
    }
  }

  /** Stops at the first CSV with rows. */
  private static final class Glance implements TickSink {
    @Override
    public void begin(String name, RowFormat format) {
      throw new Seen(format);
    }

    @Override
    public void tick(long line, long time, long first, long second, long volume) {}

    @Override
    public void refused(long line, String field, String reason) {}
  }

  private static final class Seen extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient RowFormat format;

    Seen(RowFormat format) {
      super(null, null, false, false);
      this.format = format;
    }
  }
}
