package dev.quintet.adapters.out.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.quintet.domain.shared.Observation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class SlowStatementsTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Logger logger = (Logger) LoggerFactory.getLogger(SlowStatements.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private long now = 77;
  private final SlowStatements slow =
      new SlowStatements(Duration.ofMillis(500), registry, () -> now);

  @BeforeEach
  void listen() {
    lines.start();
    logger.setAdditive(false);
    logger.setLevel(Level.INFO);
    logger.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(lines);
    logger.setAdditive(true);
  }

  private void report(String text) {
    slow.report(Stores.CLICKHOUSE, "read ticks", text, Observation.OK, 12, SECOND);
  }

  private List<String> told() {
    return lines.list.stream()
        .map(
            line ->
                line.getLevel()
                    + " "
                    + line.getFormattedMessage()
                    + line.getKeyValuePairs().stream()
                        .map(pair -> " " + pair.key + "=" + pair.value)
                        .filter(pair -> !pair.startsWith(" fingerprint="))
                        .collect(Collectors.joining()))
        .toList();
  }

  @Test
  void theThresholdIsSlow() {
    assertThat(slow.isSlow(SECOND / 2)).isTrue();
    assertThat(slow.isSlow(SECOND / 2 - 1)).isFalse();
  }

  @Test
  void itIsLoggedByWhatItWasForAndWithoutItsText() {
    report("SELECT a FROM t WHERE s = 'EURUSD'");

    assertThat(told())
        .containsExactly(
            "WARN slow statement store=clickhouse operation=read ticks duration_ms=1000"
                + " outcome=ok rows=12");
    assertThat(lines.list.getFirst().getKeyValuePairs().toString()).doesNotContain("EURUSD");
  }

  @Test
  void theSameIsLoggedOnceInFiveSecondsAndCountedEachTime() {
    for (int i = 0; i < 100; i++) {
      report("SELECT a FROM t WHERE s = 'S" + i + "'");
    }
    report("SELECT b FROM t");
    assertThat(told()).hasSize(2);

    now += 5 * SECOND;
    report("SELECT a FROM t WHERE s = 'S'");
    assertThat(told()).hasSize(3).last().asString().endsWith("silent=99");
    assertThat(registry.counter("slow.statements", "store", "clickhouse").count()).isEqualTo(102);
    assertThat(registry.counter("slow.statements", "store", "postgresql").count()).isZero();
  }

  @Test
  void whatIsRememberedIsBounded() {
    for (int i = 0; i < 2_500; i++) {
      report("SELECT a" + i + " FROM t");
    }
    report("SELECT a2499 FROM t");

    assertThat(told()).hasSize(2_500);
  }
}
