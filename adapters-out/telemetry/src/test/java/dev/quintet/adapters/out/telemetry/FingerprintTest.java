package dev.quintet.adapters.out.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FingerprintTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "SELECT a FROM t WHERE b = 'x'|select a from t where b = ?",
        "SELECT a FROM t WHERE b = 'it''s' AND c = 'd\\'e'|select a from t where b = ? and c = ?",
        "SELECT 1.50, 2e-3, 42 FROM t1|select ? from t1",
        "SELECT $t$ secret $t$, $$x$$ FROM t|select ? from t",
        "SELECT a -- 'EURUSD'|select a",
        "SELECT a /* EURUSD */ FROM t|select a from t",
        "WHERE h IN (1, 2, 3) AND s = ? OR p = $1|where h in (?) and s = ? or p = $1",
        "WHERE t = {tenant:String}  AND x = 5|where t = {tenant:string} and x = ?",
      })
  void valuesCommentsAndLayoutAreLeftOut(String statement, String normalised) {
    assertThat(Fingerprint.normalised(statement)).isEqualTo(normalised);
  }

  @Test
  void theSameStatementWithOtherValuesHasTheSameFingerprint() {
    String one = Fingerprint.of("SELECT a\nFROM t WHERE h IN (1, 2) AND s = 'EURUSD'");

    assertThat(one).matches("[0-9a-f]{16}");
    assertThat(Fingerprint.of("select a from t where h in (7) and s = 'X'")).isEqualTo(one);
    assertThat(Fingerprint.of("select b from t where h in (7) and s = 'X'")).isNotEqualTo(one);
  }
}
