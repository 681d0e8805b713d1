package dev.quintet.bootstrap.cli.marketdata.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A file of ticks: a CSV or a zip of CSVs, recognised by their first bytes.
 *
 * @param path where it is
 * @param origin whose ticks it holds
 */
public record TickFile(Path path, Origin origin) {

  private static final int ZIP_MARK = 0x504B_0304;

  /**
   * Reads the beginning of the file, to find what is missing before anything is sent.
   *
   * @return what it holds, in a few words
   */
  public String check() throws IOException {
    AtomicReference<@Nullable RowFormat> found = new AtomicReference<>();
    forEachCsv(
        csv -> {
          if (found.get() == null) {
            found.set(csv.format());
          }
        },
        read -> {});
    RowFormat format = found.get();
    return format == null
        ? "no ticks"
        : "%s of %s, source %s; times are %s"
            .formatted(
                format.quotes() ? "quotes" : "trade prints",
                origin.symbol(),
                origin.source(),
                format.times());
  }

  /**
   * Hands every row of every CSV to the sink.
   *
   * @param progress takes how much of the file was read so far, in bytes if all its text is ASCII
   */
  void read(TickSink sink, LongConsumer progress) throws IOException {
    forEachCsv(csv -> csv.read(sink), progress);
  }

  private interface Use {
    void of(CsvTicks csv) throws IOException;
  }

  private void forEachCsv(Use use, LongConsumer progress) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new UnusableFile(path + ": there is no such file");
    }
    if (isZip()) {
      forEachOfZip(use, progress);
    } else {
      try (InputStream in = Files.newInputStream(path)) {
        use(path.toString(), in, use, progress);
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

  private void forEachOfZip(Use use, LongConsumer progress) throws IOException {
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
        try (InputStream in = zip.getInputStream(csv)) {
          use(
              path + "!" + csv.getName(),
              in,
              use,
              read -> progress.accept(before + share * Math.min(read, size) / size));
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

  private void use(String name, InputStream in, Use use, LongConsumer progress)
      throws IOException {
    try (CsvTicks csv = new CsvTicks(name, in, origin, progress)) {
      use.of(csv);
    } catch (UnusableFile.OptionNeeded e) {
      throw new UnusableFile.OptionNeeded(name + ": " + e.getMessage());
    } catch (UnusableFile e) {
      throw new UnusableFile(name + ": " + e.getMessage());
    }
  }
}
