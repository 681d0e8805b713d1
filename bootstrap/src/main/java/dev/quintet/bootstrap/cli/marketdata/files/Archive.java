package dev.quintet.bootstrap.cli.marketdata.files;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.io.input.CloseShieldInputStream;
import org.apache.commons.io.input.ProxyInputStream;

/**
 * The CSVs of a file: the file itself, or what is packed in it by gzip, tar or zip, recognised by
 * their first bytes.
 */
record Archive(Path path) {

  private static final int TAR_MARK_AT = 257;
  private static final String TAR_MARK = "ustar";

  /** What is done with each CSV. */
  interface Use {
    /**
     * @param name of the CSV, for messages
     */
    void of(String name, InputStream csv) throws IOException;
  }

  /**
   * Opens every CSV.
   *
   * @param progress takes how many bytes of the file were read so far
   */
  void forEach(Use use, LongConsumer progress) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new UnusableFile(path + ": there is no such file");
    }
    try {
      if (isZip()) {
        zip(use, progress);
      } else {
        try (InputStream in = Files.newInputStream(path)) {
          unpack(path.toString(), counted(in, progress), use);
        }
      }
    } catch (UnusableFile e) {
      throw e;
    } catch (ZipException | EOFException e) {
      throw new UnusableFile(path + ": the archive is damaged: " + e.getMessage());
    } catch (IOException e) {
      throw new UnusableFile(path + ": it cannot be read: " + e.getMessage());
    }
  }

  private static InputStream counted(InputStream in, LongConsumer progress) {
    return new ProxyInputStream(in) {
      private long bytes;

      @Override
      protected void afterRead(int read) {
        bytes += Math.max(0, read);
        progress.accept(bytes);
      }
    };
  }

  private boolean isZip() throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return startsWith(in.readNBytes(Integer.BYTES), 'P', 'K', 3, 4);
    }
  }

  private static boolean startsWith(byte[] start, int... mark) {
    boolean same = start.length >= mark.length;
    for (int at = 0; same && at < mark.length; at++) {
      same = start[at] == (byte) mark[at];
    }
    return same;
  }

  private void zip(Use use, LongConsumer progress) throws IOException {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      if (zip.getEntry("[Content_Types].xml") != null) {
        throw new UnusableFile(path + ": it is an Excel workbook; save it as CSV");
      }
      List<? extends ZipEntry> csvs = csvs(zip);
      long packed = 0;
      for (ZipEntry csv : csvs) {
        long before = packed;
        long size = Math.max(1, csv.getSize());
        long share = csv.getCompressedSize();
        try (InputStream in = zip.getInputStream(csv)) {
          unpack(
              path + "!" + csv.getName(),
              counted(in, read -> progress.accept(before + share * Math.min(read, size) / size)),
              use);
        }
        packed += share;
      }
    }
  }

  /** HistData packs a report of gaps, a .txt, beside the .csv. */
  private List<? extends ZipEntry> csvs(ZipFile zip) throws IOException {
    for (String endings : List.of("csv tsv gz", "txt")) {
      List<? extends ZipEntry> found =
          zip.stream()
              .filter(entry -> !entry.isDirectory() && hasEnding(entry.getName(), endings))
              .toList();
      if (!found.isEmpty()) {
        return found;
      }
    }
    throw new UnusableFile(path + ": the zip holds no .csv, .tsv or .txt");
  }

  private static boolean hasEnding(String name, String endings) {
    String file = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return !name.startsWith("__MACOSX/")
        && !file.startsWith(".")
        && List.of(endings.split(" ")).contains(file.substring(file.lastIndexOf('.') + 1));
  }

  private void unpack(String name, InputStream packed, Use use) throws IOException {
    BufferedInputStream in = new BufferedInputStream(packed, 1 << 16);
    in.mark(Foreign.BYTES);
    byte[] start = in.readNBytes(Foreign.BYTES);
    in.reset();
    if (startsWith(start, 0x1F, 0x8B)) {
      unpack(name, new GZIPInputStream(in, 1 << 16), use);
    } else if (isTar(start)) {
      tar(name, in, use);
    } else {
      try {
        Foreign.refuse(start);
        use.of(name, in);
      } catch (UnusableFile.OptionNeeded e) {
        throw new UnusableFile.OptionNeeded(name + ": " + e.getMessage());
      } catch (UnusableFile e) {
        throw new UnusableFile(name + ": " + e.getMessage());
      }
    }
  }

  private static boolean isTar(byte[] start) {
    boolean tar = start.length >= TAR_MARK_AT + TAR_MARK.length();
    for (int at = 0; tar && at < TAR_MARK.length(); at++) {
      tar = start[TAR_MARK_AT + at] == TAR_MARK.charAt(at);
    }
    return tar;
  }

  private void tar(String name, InputStream in, Use use) throws IOException {
    TarArchiveInputStream tar = new TarArchiveInputStream(in);
    int found = 0;
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      if (entry.isFile() && hasEnding(entry.getName(), "csv tsv gz txt")) {
        found++;
        unpack(name + "!" + entry.getName(), CloseShieldInputStream.wrap(tar), use);
      }
    }
    if (found == 0) {
      throw new UnusableFile(name + ": the tar holds no .csv, .tsv or .txt");
    }
  }
}
