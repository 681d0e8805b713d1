package dev.quintet.adapters.out.postgresql.kernel;

import com.zaxxer.hikari.HikariDataSource;
import dev.quintet.domain.shared.Observer;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.data.jdbc.config.DataJdbcConfiguration;
import io.micronaut.data.model.query.builder.sql.Dialect;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The pools of the logins. They connect at their first use: the roles may not exist yet. */
@Factory
final class PostgresFactory {

  private final PostgresConfiguration server;
  private final PostgresPools pools;
  private final PostgresLogins logins;
  private final Observer observer;

  PostgresFactory(
      PostgresConfiguration server,
      PostgresPools pools,
      PostgresLogins logins,
      @Nullable Observer observer) {
    this.server = server;
    this.pools = pools;
    this.logins = logins;
    this.observer = Observer.orNone(observer);
  }

  @Bean(preDestroy = "close")
  @Singleton
  @Named(PostgresPool.SERVICE)
  PostgresPool service() {
    return pool(PostgresPool.SERVICE, logins.service(), pools.service(), false);
  }

  @Bean(preDestroy = "close")
  @Singleton
  @Named(PostgresPool.OWNER)
  PostgresPool owner() {
    return pool(PostgresPool.OWNER, logins.owner(), pools.owner(), false);
  }

  @Bean(preDestroy = "close")
  @Singleton
  @Named(PostgresPool.BILLING)
  PostgresPool billing() {
    return pool(PostgresPool.BILLING, logins.billing(), pools.billing(), false);
  }

  /** Its statements commit by themselves. */
  @Bean(preDestroy = "close")
  @Singleton
  @Named(PostgresPool.REGISTRY)
  PostgresPool registry() {
    return pool(PostgresPool.REGISTRY, logins.registry(), pools.registry(), true);
  }

  /** Instead of properties below {@code datasources}: our own configuration is the only one. */
  @Singleton
  @Named(PostgresPool.REGISTRY)
  static final class RegistryConfiguration extends DataJdbcConfiguration {
    RegistryConfiguration() {
      super(PostgresPool.REGISTRY);
      setDialect(Dialect.POSTGRES);
    }
  }

  private HikariDataSource source(String user, String password, int size) {
    var source = new HikariDataSource();
    source.setPoolName("postgresql-" + user);
    source.setDataSource(connections(user, password));
    source.setMaximumPoolSize(size);
    source.setMinimumIdle(size / 4);
    source.setConnectionTimeout(PostgresPool.ACQUIRE.toMillis());
    source.setValidationTimeout(PostgresPool.ACQUIRE.toMillis() / 4);
    source.setInitializationFailTimeout(-1);
    source.setIdleTimeout(pools.idle().toMillis());
    source.setMaxLifetime(pools.lifetime().toMillis());
    return source;
  }

  private RetryingDataSource connections(String user, String password) {
    var connections = new RetryingDataSource();
    connections.setURL(server.url());
    connections.setUser(user);
    connections.setPassword(password);
    connections.setConnectTimeout((int) Math.max(1, server.connectTimeout().toSeconds()));
    connections.setApplicationName("quintet");
    connections.setTcpKeepAlive(true);
    return connections;
  }

  private PostgresPool pool(String user, String password, int size, boolean autoCommit) {
    HikariDataSource source = source(user, password, size);
    source.setAutoCommit(autoCommit);
    PostgresPool pool = new PostgresPool(source, observer);
    pool.show(user);
    return pool;
  }
}
