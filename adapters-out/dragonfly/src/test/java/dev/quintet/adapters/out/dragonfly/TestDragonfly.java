package dev.quintet.adapters.out.dragonfly;

import static org.awaitility.Awaitility.await;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.marketdata.QuoteCache;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.engines.RedisEngine;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.micronaut.context.ApplicationContext;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The adapters as the wiring finds them, on an engine. */
final class TestDragonfly implements AutoCloseable {

  static final Symbol SYMBOL = new Symbol("EURUSD");
  static final Instant T = Instant.parse("2024-05-08T09:30:17.123456789Z");

  private final ApplicationContext context;
  private final RedisClient client;
  private final RedisCommands<byte[], byte[]> commands;

  TestDragonfly(RedisEngine engine, Map<String, Object> changes) {
    context = ApplicationContext.run(properties(engine, changes));
    client =
        RedisClient.create(
            RedisURI.builder()
                .withHost(engine.host())
                .withPort(engine.port())
                .withPassword(engine.password().toCharArray())
                .build());
    commands = client.connect(ByteArrayCodec.INSTANCE).sync();
  }

  static Map<String, Object> properties(RedisEngine engine, Map<String, Object> changes) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("quintet.dragonfly.host", engine.host());
    properties.put("quintet.dragonfly.port", engine.port());
    properties.put("quintet.dragonfly.password", engine.password());
    properties.putAll(changes);
    return properties;
  }

  static Tick tick(long nanos) {
    return new Tick.TradePrint(
        SYMBOL,
        new Source("fxcm"),
        T.plusNanos(nanos),
        0,
        new BigDecimal("1.39123"),
        BigDecimal.ONE,
        T);
  }

  QuoteCache quotes() {
    return context.getBean(QuoteCache.class);
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** A client without any of our code around it. */
  RedisCommands<byte[], byte[]> raw() {
    return commands;
  }

  /** Returns when a tick that is confirmed is found. */
  void awaitAnswers(Duration most) {
    awaitAnswers(Fresh.tenant(), most);
  }

  void awaitAnswers(TenantId tenant, Duration most) {
    await()
        .atMost(most)
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> {
              quotes().confirm(tenant, tick(0));
              return quotes().find(tenant, SYMBOL).isPresent();
            });
  }

  @Override
  public void close() {
    client.shutdown();
    context.close();
  }
}
