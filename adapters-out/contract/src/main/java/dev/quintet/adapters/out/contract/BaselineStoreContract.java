package dev.quintet.adapters.out.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.platform.Baseline;
import dev.quintet.domain.platform.BaselineStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a {@link BaselineStore} does. */
public interface BaselineStoreContract {

  /** The same, empty one within a test. */
  BaselineStore baselines();

  @Test
  default void beforeTheFirstThereIsNone() {
    assertThat(baselines().find(Fresh.deadline())).isEmpty();
  }

  @Test
  default void theLastOneThatWasPutIsFoundAsItWas() {
    Instant at = Instant.parse("2026-02-03T04:05:06.789012Z");
    Baseline first =
        new Baseline(
            at,
            "abcdefghijklmnop",
            Map.of(
                "GET /api/v1/usage p50", new BigDecimal("0.123"),
                "a.b/C errors", new BigDecimal("0.000"),
                "x = : y # \\ é\n", new BigDecimal("123456789012345678901234567890.5")));
    Baseline second = new Baseline(at.plusSeconds(1), "q", Map.of());

    baselines().put(first, Fresh.deadline());
    assertThat(baselines().find(Fresh.deadline())).contains(first);
    baselines().put(second, Fresh.deadline());
    assertThat(baselines().find(Fresh.deadline())).contains(second);
  }
}
