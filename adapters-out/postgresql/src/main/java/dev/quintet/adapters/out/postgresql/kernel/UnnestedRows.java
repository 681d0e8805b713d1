package dev.quintet.adapters.out.postgresql.kernel;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Binds rows as one array for each column, which a statement unnests: one statement for all. */
public final class UnnestedRows<T> {

  private final PreparedStatement statement;
  private final List<T> rows;
  private int next;

  /**
   * Begins with the parameter of the first column.
   *
   * @param first its index
   */
  public UnnestedRows(PreparedStatement statement, int first, List<T> rows) {
    this.statement = statement;
    this.next = first;
    this.rows = rows;
  }

  public UnnestedRows<T> text(Function<T, @Nullable String> column) throws SQLException {
    return array("text", rows.stream().map(column).toArray(String[]::new));
  }

  public UnnestedRows<T> number(ToLongFunction<T> column) throws SQLException {
    return array("int8", rows.stream().mapToLong(column).boxed().toArray(Long[]::new));
  }

  public UnnestedRows<T> bytes(Function<T, byte[]> column) throws SQLException {
    return array("bytea", rows.stream().map(column).toArray(byte[][]::new));
  }

  public UnnestedRows<T> uuid(Function<T, @Nullable UUID> column) throws SQLException {
    return array("uuid", rows.stream().map(column).toArray());
  }

  /** The driver sends arrays of known classes as they are, and writes others out as text. */
  private UnnestedRows<T> array(String type, Object[] values) throws SQLException {
    statement.setArray(next++, statement.getConnection().createArrayOf(type, values));
    return this;
  }

  /** The index of the parameter behind the columns. */
  public int next() {
    return next;
  }
}
