package dev.quintet.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

final class JmhTest {

  @ParameterizedTest
  @ValueSource(classes = {PointReads.class, TenantContext.class})
  void theBuildHasMadeBothSidesRunnable(Class<?> scenario) {
    List<String> known =
        BenchmarkList.defaultList()
            .getAll(
                OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of())
            .stream()
            .map(entry -> entry.getUsername())
            .toList();

    assertThat(known).contains(scenario.getName() + ".own", scenario.getName() + ".bare");
  }
}
