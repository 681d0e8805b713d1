package dev.quintet.adapters.out.clickhouse.kernel;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.time.Duration;

/**
 * Where ClickHouse is and how it is used.
 *
 * @param url its HTTP interface, {@code http://host:port} or {@code https://host:port}
 * @param adminPassword of quintet_admin, who creates tables and views
 * @param writerPassword of quintet_writer, who adds rows and reads none
 * @param readerPassword of quintet_reader, who reads views
 * @param confinedPassword of quintet_confined, who reads what one user owns
 * @param rollupPassword of quintet_rollup, who builds rollups
 * @param watcherPassword of quintet_watcher, who ends queries
 * @param connectTimeout how long a connection may take to open
 * @param writeConnections most inserts at the same time
 * @param readConnections most reads at the same time
 * @param rollupDelay how long a chunk must be quiet before its rollup is built
 */
@ConfigurationProperties("quintet.clickhouse")
public record ClickHouseConfiguration(
    URI url,
    String adminPassword,
    String writerPassword,
    String readerPassword,
    String confinedPassword,
    String rollupPassword,
    String watcherPassword,
    @Bindable(defaultValue = "2s") Duration connectTimeout,
    @Bindable(defaultValue = "8") int writeConnections,
    @Bindable(defaultValue = "32") int readConnections,
    @Bindable(defaultValue = "1s") Duration rollupDelay) {

  public ClickHouseConfiguration {
    String scheme = url.getScheme();
    if (!"http".equals(scheme) && !"https".equals(scheme)) {
      throw refused("url", "must start with http:// or https://");
    }
    if (url.getHost() == null || url.getPort() < 0) {
      throw refused("url", "must name a host and a port");
    }
    between("connect-timeout", connectTimeout, Duration.ofMillis(10), Duration.ofMinutes(1));
    between("rollup-delay", rollupDelay, Duration.ofMillis(1), Duration.ofHours(1));
    between("write-connections", writeConnections, 1, 1_000);
    between("read-connections", readConnections, 1, 10_000);
  }

  private static <T extends Comparable<T>> void between(String key, T value, T least, T most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw refused(key, "must be " + least + " to " + most);
    }
  }

  private static IllegalArgumentException refused(String key, String reason) {
    return new IllegalArgumentException("quintet.clickhouse." + key + " " + reason);
  }

  @Override
  public String toString() {
    return "ClickHouseConfiguration[" + url + "]";
  }
}
