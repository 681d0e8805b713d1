package dev.quintet.adapters.out.postgresql.kernel;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
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
    return column("text", column);
  }

  /**
   * Binds the next column.
   *
   * @param type of its elements, as the server names it
   */
  public UnnestedRows<T> column(String type, Function<T, ? extends @Nullable Object> column)
      throws SQLException {
    Object[] values = rows.stream().map(column).toArray();
    statement.setArray(next++, statement.getConnection().createArrayOf(type, values));
    return this;
  }

  /** The index of the parameter behind the columns. */
  public int next() {
    return next;
  }
}
