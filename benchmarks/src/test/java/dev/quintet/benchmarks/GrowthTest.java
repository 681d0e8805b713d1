package dev.quintet.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class GrowthTest {

  @Test
  void whatGrewMostCounts() {
    Growth growth =
        new Growth(new Footprint(200, 40, 100), new Footprint(210, 40, 130));

    assertThat(growth.worst()).isEqualTo(1.3);
  }

  @Test
  void aMomentSaysNothing() {
    List<Footprint> looks =
        new ArrayList<>(
            IntStream.range(0, 100).mapToObj(second -> new Footprint(200, 40, 100)).toList());
    looks.set(0, new Footprint(100, 10, 10));
    looks.set(99, new Footprint(900, 90, 900));

    assertThat(Growth.of(looks).worst()).isEqualTo(1);
  }

  @Test
  void steadyGrowthIsSeen() {
    List<Footprint> looks =
        IntStream.range(0, 100).mapToObj(second -> new Footprint(100 + second, 40, 100)).toList();

    Growth growth = Growth.of(looks);

    assertThat(growth.start().residentMegabytes()).isEqualTo(105);
    assertThat(growth.end().residentMegabytes()).isEqualTo(195);
  }

  @Test
  void oneLookIsBothEnds() {
    assertThat(Growth.of(List.of(new Footprint(200, 40, 100))).worst()).isEqualTo(1);
  }
}
