package dev.quintet.bootstrap;

import dev.quintet.domain.platform.Baseline;
import dev.quintet.domain.platform.BaselineStore;
import dev.quintet.domain.shared.Deadline;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The baseline in {@code baseline.properties} of the data directory: it is of one process on one
 * machine, whatever other services share its databases.
 */
final class FileBaselineStore implements BaselineStore {

  private static final String SET_AT = "set_at";
  private static final String SET_BY = "set_by";
  private static final String METRIC = "metric.";

  private final DataDirectory data;
  private final Path file;

  FileBaselineStore(DataDirectory data) {
    this.data = data;
    this.file = data.path().resolve("baseline.properties");
  }

  @Override
  public Optional<Baseline> find(Deadline deadline) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties lines = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      lines.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    Map<String, BigDecimal> values = new HashMap<>();
    for (String key : lines.stringPropertyNames()) {
      if (key.startsWith(METRIC)) {
        values.put(key.substring(METRIC.length()), new BigDecimal(lines.getProperty(key)));
      }
    }
    return Optional.of(
        new Baseline(
            Instant.parse(lines.getProperty(SET_AT)), lines.getProperty(SET_BY), values));
  }

  @Override
  public void put(Baseline baseline, Deadline deadline) {
    Properties lines = new Properties();
    lines.setProperty(SET_AT, baseline.setAt().toString());
    lines.setProperty(SET_BY, baseline.setBy());
    baseline
        .values()
        .forEach((name, value) -> lines.setProperty(METRIC + name, value.toPlainString()));
    StringWriter text = new StringWriter();
    try {
      lines.store(text, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    data.write(file, text.toString());
  }
}
