package dev.quintet.adapters.out.clickhouse.kernel;

import dev.quintet.domain.tenancy.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A statement and its values.
 *
 * @param operation what it is for, in a few words that hold no value
 * @param sql with {@code {name:Type}} where a value stands; without FORMAT
 * @param values by name; the tenant is added to them
 * @param columns names of the columns of the answer, in order; none: it answers nothing
 */
public record Statement(
    String operation, String sql, Map<String, Object> values, List<String> columns) {

  String text() {
    return columns.isEmpty() ? sql : sql + "\nFORMAT Native";
  }

  Map<String, Object> parameters(@Nullable TenantId tenant) {
    if (tenant == null) {
      return values;
    }
    Map<String, Object> all = new HashMap<>(values);
    all.put("tenant", tenant.value());
    return all;
  }
}
