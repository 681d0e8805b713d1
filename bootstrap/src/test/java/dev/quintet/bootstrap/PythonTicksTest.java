package dev.quintet.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** The columns that {@code proto/python/quintet_ticks.py} makes, without a service. */
final class PythonTicksTest {

  private static final Path MODULES = Path.of("..", "proto", "python").toAbsolutePath().normalize();

  private static final String CHECKS =
      """
      from datetime import datetime, timedelta, timezone
      from decimal import Decimal
      from types import SimpleNamespace
      from quintet_ticks import batch, differences, nanos, scaled

      assert scaled("1.09401", 8) == 109401000
      assert scaled("-37.63", 2) == -3763
      assert scaled(Decimal("1E+3"), 2) == 100000
      assert scaled("1.50000000000", 1) == 15
      assert scaled("12345678901234567890123456789.12345678", 8) == 1234567890123456789012345678912345678
      assert differences([5, 7, 4]) == [5, 2, -3] and differences([]) == []
      noon = datetime(2024, 3, 8, 12, tzinfo=timezone(timedelta(hours=-5)))
      assert nanos(noon + timedelta(microseconds=1)) == 1709917200000001000
      assert nanos(1709917200000000007) == 1709917200000000007

      def refused(error, work):
          try:
              work()
          except error:
              return
          raise AssertionError("not refused")

      refused(TypeError, lambda: scaled(1.5, 8))
      refused(ValueError, lambda: scaled("1.123", 2))
      refused(ArithmeticError, lambda: scaled("not a number", 2))
      refused(ValueError, lambda: nanos(datetime(2024, 3, 8)))
      api = SimpleNamespace(
          IngestTicksRequest=dict, QuoteColumns=lambda **c: c, TradeColumns=lambda **c: c)
      trades = batch(api, "b", "s", "X", [(1, "2", "3"), (2, "1.5", "0")], 1, 0)
      assert trades["trades"] == {"prices": [20, -5]} and trades["volumes"] == [3, 0]
      assert trades["event_times"] == [1, 1]
      quotes = batch(api, "b", "s", "X", [(1, "2", "3", "4")], 0, 0)
      assert quotes["quotes"] == {"bids": [2], "asks": [3]}
      refused(ValueError, lambda: batch(api, "b", "s", "X", [(1, "2", "3"), (2, "1", "2", "3")]))
      """;

  @Test
  void columnsAreExactAndWhatDoesNotFitIsRefused() throws Exception {
    Process python;
    try {
      ProcessBuilder builder =
          new ProcessBuilder("python3", "-B", "-c", CHECKS).redirectErrorStream(true);
      builder.environment().put("PYTHONPATH", MODULES.toString());
      python = builder.start();
    } catch (IOException e) {
      throw new TestAbortedException("needs python3: " + e);
    }
    String printed = new String(python.getInputStream().readAllBytes(), UTF_8);
    assertThat(python.waitFor()).as(printed).isZero();
  }
}
