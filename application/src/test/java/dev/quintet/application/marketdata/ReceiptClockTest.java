package dev.quintet.application.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Together;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReceiptClockTest {

  private Instant now = Instant.parse("2026-02-03T04:05:06.123456789Z");
  private final InstantSource source = () -> now;
  private final ReceiptClock times = new ReceiptClock(source.withZone(ZoneOffset.UTC));

  @Test
  void itIsNowInMicroseconds() {
    assertThat(times.next()).isEqualTo(Instant.parse("2026-02-03T04:05:06.123456Z"));
  }

  @Test
  void itNeverStandsStillOrGoesBackWhateverTheClockDoes() {
    Instant first = times.next();
    now = now.minusSeconds(60);
    assertThat(times.next()).isEqualTo(first.plusNanos(1_000));
    assertThat(times.next()).isEqualTo(first.plusNanos(2_000));
    now = now.plusSeconds(61);
    assertThat(times.next()).isEqualTo(Instant.parse("2026-02-03T04:05:07.123456Z"));
  }

  @Test
  void concurrentCallersNeverGetTheSame() throws Exception {
    List<Instant> all = new ArrayList<>();
    for (List<Instant> some :
        Together.call(
            8,
            i ->
                () -> {
                  List<Instant> own = new ArrayList<>();
                  for (int call = 0; call < 1_000; call++) {
                    own.add(times.next());
                  }
                  assertThat(own).isSorted();
                  return own;
                })) {
      all.addAll(some);
    }
    assertThat(all).doesNotHaveDuplicates();
  }
}
