package dev.quintet.domain.shared;

import java.util.regex.Pattern;

/**
 * What a store is called wherever it is named: in problems, documents, logs, traces and metrics. Its
 * adapter declares it once.
 *
 * @param word lower case, as in documents
 * @param histogram of the times of its statements, in the dotted form of which Prometheus makes
 *     {@code …_seconds}
 */
public record StoreName(String word, String histogram) {

  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9]*");
  private static final Pattern HISTOGRAM = Pattern.compile("[a-z]+(\\.[a-z]+)+");

  public StoreName {
    if (!WORD.matcher(word).matches() || !HISTOGRAM.matcher(histogram).matches()) {
      throw new IllegalArgumentException("not the name of a store: " + word + ", " + histogram);
    }
  }

  @Override
  public String toString() {
    return word;
  }
}
