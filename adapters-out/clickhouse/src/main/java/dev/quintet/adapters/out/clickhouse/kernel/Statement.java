package dev.quintet.adapters.out.clickhouse.kernel;

import dev.quintet.domain.tenancy.Viewer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A statement and its values.
 *
 * @param operation what it is for, in a few words that hold no value
 * @param sql with {@code {name:Type}} where a value stands; without FORMAT; a view that it does
 *     not qualify is that of the reader
 * @param values by name; the tenant is added to them
 * @param columns names of the columns of the answer, in order; none: it answers nothing
 */
public record Statement(
    String operation, String sql, Map<String, Object> values, List<String> columns) {

  /** A value of type Array(String), of names that have no quotes. */
  public static String array(Stream<String> names) {
    return names.collect(Collectors.joining("','", "['", "']"));
  }

  String text() {
    return columns.isEmpty() ? sql : sql + "\nFORMAT Native";
  }

  Map<String, Object> parameters(@Nullable Viewer viewer) {
    if (viewer == null) {
      return values;
    }
    Map<String, Object> all = new HashMap<>(values);
    all.put("tenant", viewer.tenant().value());
    return all;
  }
}
