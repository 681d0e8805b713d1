package dev.quintet.adapters.out.dragonfly;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class UnsentOffersTest {

  private static final byte[] KEY = "key".getBytes(US_ASCII);

  private long nanoTime = Long.MAX_VALUE - 5; // such clocks overflow
  private final UnsentOffers unsent = new UnsentOffers(() -> nanoTime);

  @Test
  void aKeyIsHiddenUntilNothingOlderCanBeConfirmed() {
    assertThat(unsent.hide(KEY)).isFalse();
    unsent.add(KEY);
    assertThat(unsent.hide(KEY)).isTrue();
    nanoTime += Duration.ofSeconds(10).toNanos() - 1;
    assertThat(unsent.hide(KEY)).isTrue();
    nanoTime++;
    assertThat(unsent.hide(KEY)).isFalse();
  }

  @Test
  void otherKeysStayVisible() {
    unsent.add(KEY);
    assertThat(unsent.hide("another".getBytes(US_ASCII))).isFalse();
  }
}
