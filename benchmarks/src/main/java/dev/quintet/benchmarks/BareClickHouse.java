package dev.quintet.benchmarks;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.data_formats.ClickHouseBinaryFormatReader;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The same engine through its own Java client, without Quintet, as the user who may do all. */
final class BareClickHouse implements AutoCloseable {

  private static final int NETWORK_BUFFER_BYTES = 1 << 16;
  private static final long MAX_REST_NANOS = TimeUnit.MINUTES.toNanos(5);
  private static final int QUIET_LOOKS = 3;

  private final Client client;

  BareClickHouse(int port, String password) {
    this.client =
        new Client.Builder()
            .addEndpoint("http://127.0.0.1:" + port)
            .setUsername("quintet_admin")
            .setPassword(password)
            .useHTTPBasicAuth(false)
            .setMaxConnections(8)
            .setKeepAliveTimeout(1_500, ChronoUnit.MILLIS)
            .setSocketTcpNodelay(true)
            .setSocketTimeout(10, ChronoUnit.MINUTES)
            .setClientNetworkBufferSize(NETWORK_BUFFER_BYTES)
            .compressClientRequest(false)
            .compressServerResponse(false)
            .setMaxRetries(0)
            .useAsyncRequests(false)
            .build();
  }

  void insert(String database, String table, NativeTicks block) throws Exception {
    client
        .insert(
            table,
            NativeTicks.COLUMNS,
            block::writeTo,
            ClickHouseFormat.Native,
            new InsertSettings().setDatabase(database))
        .get()
        .close();
  }

  private interface Reader<T> {
    T read(InputStream answer) throws IOException;
  }

  private <T> T query(String sql, ClickHouseFormat format, Reader<T> reader) throws Exception {
    return query(sql, new QuerySettings().setFormat(format), reader);
  }

  private <T> T query(String sql, QuerySettings settings, Reader<T> reader) throws Exception {
    QueryResponse response = client.query(sql, settings).get();
    try {
      return reader.read(response.getInputStream());
    } finally {
      response.close();
    }
  }

  /** Runs a statement and throws its answer away unread, in the engine's own format. */
  void drain(String sql) throws Exception {
    query(
        sql, ClickHouseFormat.Native, answer -> answer.transferTo(OutputStream.nullOutputStream()));
  }

  /** The same of the views of a tenant. */
  void drain(String sql, String tenant) throws Exception {
    query(
        sql,
        new QuerySettings()
            .setFormat(ClickHouseFormat.Native)
            .httpHeader("X-Quintet-Tenant", tenant),
        answer -> answer.transferTo(OutputStream.nullOutputStream()));
  }

  String execute(String sql) throws Exception {
    return query(
        sql,
        ClickHouseFormat.TabSeparated,
        answer -> new String(answer.readAllBytes(), StandardCharsets.UTF_8).strip());
  }

  /** Runs a statement and hands the client's reader over at each row; returns how many there are. */
  long readRows(String sql, Consumer<ClickHouseBinaryFormatReader> row) throws Exception {
    QuerySettings settings =
        new QuerySettings().setFormat(ClickHouseFormat.RowBinaryWithNamesAndTypes);
    QueryResponse response = client.query(sql, settings).get();
    try {
      ClickHouseBinaryFormatReader reader = client.newBinaryFormatReader(response);
      long rows = 0;
      while (reader.next() != null) {
        row.accept(reader);
        rows++;
      }
      return rows;
    } finally {
      response.close();
    }
  }

  /** How many seconds the work takes in an engine that was at rest before. */
  double timed(Latency.Call work) throws Exception {
    rest();
    return Latency.seconds(work);
  }

  /** Waits until nobody's merges and background statements run any more. */
  void rest() throws Exception {
    long from = System.nanoTime();
    int quiet = 0;
    while (quiet < QUIET_LOOKS) {
      if (System.nanoTime() - from > MAX_REST_NANOS) {
        throw new IOException("the engine does not come to rest");
      }
      String busy =
          execute(
              "SELECT (SELECT count() FROM system.merges)"
                  + " + (SELECT count() FROM system.processes WHERE user LIKE 'quintet%') - 1");
      quiet = busy.equals("0") ? quiet + 1 : 0;
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
