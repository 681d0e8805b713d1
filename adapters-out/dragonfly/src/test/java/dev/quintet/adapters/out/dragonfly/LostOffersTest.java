package dev.quintet.adapters.out.dragonfly;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LostOffersTest {

  private static final byte[] KEY = "key".getBytes(US_ASCII);

  private long nanoTime = Long.MAX_VALUE - 5; // such clocks overflow
  private final LostOffers lost = new LostOffers(() -> nanoTime);

  @Test
  void aKeyIsHiddenUntilNothingOlderCanBeConfirmed() {
    assertThat(lost.hide(KEY)).isFalse();
    lost.add(KEY);
    assertThat(lost.hide(KEY)).isTrue();
    nanoTime += Duration.ofSeconds(10).toNanos() - 1;
    assertThat(lost.hide(KEY)).isTrue();
    nanoTime++;
    assertThat(lost.hide(KEY)).isFalse();
  }

  @Test
  void otherKeysStayVisible() {
    lost.add(KEY);
    assertThat(lost.hide("another".getBytes(US_ASCII))).isFalse();
  }
}
