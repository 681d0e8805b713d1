package dev.quintet.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.architecture.Exceptions.Exemption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The rules hold. */
final class LayerRulesTest {

  private static Codebase code;

  @BeforeAll
  static void readTheProduct() {
    code = Codebase.real();
  }

  @ParameterizedTest
  @EnumSource
  void theRuleHolds(Rule rule) {
    List<String> breaches =
        rule.breaches(code).stream()
            .filter(breach -> Exceptions.of(rule).stream().noneMatch(e -> breach.isIn(e.where())))
            .map(Breach::line)
            .toList();

    assertThat(breaches).as(rule.name()).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("dev.quintet.architecture.Exceptions#ALL")
  void theExceptionIsStillNeeded(Exemption exemption) {
    assertThat(exemption.rule().breaches(code))
        .as("an exception that nothing needs any more goes away: %s", exemption)
        .anyMatch(breach -> breach.isIn(exemption.where()));
  }
}
