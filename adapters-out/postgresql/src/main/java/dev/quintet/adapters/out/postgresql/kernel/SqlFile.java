package dev.quintet.adapters.out.postgresql.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** SQL that lies beside the classes. */
final class SqlFile {

  private SqlFile() {}

  /** The text of {@code db/<path>}. */
  static String read(String path) {
    try (InputStream file = SqlFile.class.getResourceAsStream("/db/" + path)) {
      if (file == null) {
        throw new IllegalStateException("db/" + path + " is not on the class path");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read db/" + path, e);
    }
  }
}
