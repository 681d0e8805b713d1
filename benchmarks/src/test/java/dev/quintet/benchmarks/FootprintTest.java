package dev.quintet.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class FootprintTest {

  @Test
  void memoryAndThreadsAreThoseOfTheKernel() {
    Footprint footprint =
        Footprint.of("Name:\tjava\nVmPeak:\t 900000 kB\nVmRSS:\t  204800 kB\nThreads:\t41\n", 120);

    assertThat(footprint).isEqualTo(new Footprint(200, 41, 120));
  }

  @Test
  void aLivingProcessHasAFootprint() throws Exception {
    Footprint own = Footprint.of(ProcessHandle.current().pid());

    assertThat(own.residentMegabytes()).isPositive();
    assertThat(own.threads()).isPositive();
    assertThat(own.openFiles()).isPositive();
  }

  @Test
  void aProcessThatEndedHasNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> Footprint.of("State:\tZ\n", 0));
  }
}
