package dev.quintet.bootstrap.cli.marketdata.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Files that are not text of columns, by their first bytes. */
final class Foreign {

  /** So many first bytes are enough. */
  static final int BYTES = 4_096;

  private static final Map<String, String> MARKS =
      Map.ofEntries(
          Map.entry("PAR1", "a Parquet file"),
          Map.entry("ARROW1", "an Arrow file"),
          Map.entry("FEA1", "a Feather file"),
          Map.entry("ORC", "an ORC file"),
          Map.entry("Obj\u0001", "an Avro file"),
          Map.entry("\u0089HDF", "an HDF5 file"),
          Map.entry("\u0093NUMPY", "a NumPy file"),
          Map.entry("\u0080\u0004\u0095", "a Python pickle"),
          Map.entry("SQLite format 3", "an SQLite database"),
          Map.entry("\u00D0\u00CF\u0011\u00E0", "an Excel workbook"),
          Map.entry("PK\u0003\u0004", "a zip within an archive"),
          Map.entry("7z\u00BC\u00AF", "a 7z archive"),
          Map.entry("Rar!", "a RAR archive"),
          Map.entry("BZh", "compressed with bzip2"),
          Map.entry("\u00FD7zXZ", "compressed with xz"),
          Map.entry("(\u00B5/\u00FD", "compressed with zstd"),
          Map.entry("\u0004\"M\u0018", "compressed with lz4"),
          Map.entry("%PDF", "a PDF document"),
          Map.entry("<!doctype html", "a web page"),
          Map.entry("<html", "a web page"),
          Map.entry("<?xml", "XML"),
          Map.entry("{", "JSON"),
          Map.entry("[", "JSON"));

  private Foreign() {}

  /**
   * Refuses what is no text.
   *
   * @param start the first bytes, at most {@link #BYTES}
   * @throws UnusableFile that says what it is, or what it is not
   */
  static void refuse(byte[] start) throws UnusableFile {
    String text = new String(start, ISO_8859_1);
    Optional<String> known =
        MARKS.entrySet().stream()
            .filter(mark -> text.toLowerCase(Locale.ROOT).startsWith(mark.getKey().toLowerCase(Locale.ROOT)))
            .map(Map.Entry::getValue)
            .findFirst();
    if (known.isPresent()) {
      throw new UnusableFile(
          "it is %s; CSV is read, as it is or in .gz, .tar and .zip".formatted(known.get()));
    }
    boolean utf16 = text.startsWith("\u00FF\u00FE") || text.startsWith("\u00FE\u00FF");
    boolean control = text.chars().anyMatch(c -> c < ' ' && "\t\n\r\f".indexOf(c) < 0);
    if (control && !utf16) {
      throw new UnusableFile(
          "it is no text, neither UTF-8 nor UTF-16 with a byte-order mark; CSV is read, as it is or"
              + " in .gz, .tar and .zip");
    }
  }
}
