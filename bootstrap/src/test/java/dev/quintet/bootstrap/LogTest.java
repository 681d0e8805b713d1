package dev.quintet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

final class LogTest {

  /** They write what goes over the wire, and so passwords and tenants' data. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.hc.client5.http.headers",
        "org.apache.hc.client5.http.wire",
        "com.clickhouse.client.api.internal.HttpAPIClientHelper",
        "io.micronaut.http.server.netty.RoutingInBoundHandler"
      })
  void aLibraryThatWritesWhatItSendsIsQuiet(String logger) {
    assertThat(LoggerFactory.getLogger(logger).isInfoEnabled()).isFalse();
    assertThat(LoggerFactory.getLogger(logger).isWarnEnabled()).isTrue();
  }
}
