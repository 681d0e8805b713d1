package dev.quintet.adapters.out.postgresql.kernel;

import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** Connections whose server process is killed before the n-th step: statement or commit. */
final class DyingDataSource extends DelegatingDataSource {

  private final List<String> steps;
  private final int survived;

  /**
   * @param survived how many steps are done before the process dies
   * @param steps gets a word for each step that was begun
   */
  DyingDataSource(DataSource source, int survived, List<String> steps) {
    super(source);
    this.survived = survived;
    this.steps = steps;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = super.getConnection();
    return proxy(Connection.class, connection, connection);
  }

  private <T> T proxy(Class<T> type, T target, Connection connection) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> invoke(target, connection, method, arguments)));
  }

  private Object invoke(Object target, Connection connection, Method method, Object[] arguments)
      throws Throwable {
    if (method.getName().startsWith("execute") || method.getName().equals("commit")) {
      step(connection, method.getName());
    }
    Object result;
    try {
      result = method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    if (result instanceof PreparedStatement statement) {
      return proxy(PreparedStatement.class, statement, connection);
    }
    return result instanceof Statement statement
        ? proxy(Statement.class, statement, connection)
        : result;
  }

  private void step(Connection connection, String name) throws SQLException {
    if (steps.size() == survived) {
      kill(connection.unwrap(PGConnection.class).getBackendPID());
    }
    steps.add(name);
  }

  private static void kill(int process) throws SQLException {
    try (Connection superuser = TestPostgres.superuser();
        Statement statement = superuser.createStatement()) {
      statement.execute("SELECT pg_terminate_backend(" + process + ", 5000)");
    }
  }
}
