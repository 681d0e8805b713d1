package dev.quintet.domain.writes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.tenancy.TenantId;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ids that hash alike, as anybody can make them: "Aa" and "BB" do, and so do their sequences. */
final class WriteKeyTest {

  private static final TenantId ACME = new TenantId("acme");

  private static String id(int number) {
    StringBuilder id = new StringBuilder();
    for (int bit = 0; bit < 14; bit++) {
      id.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return id.toString();
  }

  private static Write.Key key(int number) {
    return new Write.Key(ACME, "batch", id(number));
  }

  /** Without an order the map would compare each key with thousands of others. */
  @Test
  void keysThatHashAlikeAreInAnOrder() {
    Map<Write.Key, Integer> numbers = new HashMap<>();
    for (int number = 0; number < 10_000; number++) {
      numbers.put(key(number), number);
    }
    assertThat(numbers.keySet().stream().map(Object::hashCode).distinct()).hasSize(1);
    assertThat(IntStream.range(0, 10_000)).allMatch(it -> Integer.valueOf(it).equals(numbers.get(key(it))));
    assertThat(key(1)).isEqualByComparingTo(key(1));
    assertThat(key(1)).isNotEqualByComparingTo(key(2));
    assertThat(new Write.Key(ACME, "bars", "a"))
        .isNotEqualByComparingTo(new Write.Key(ACME, "ticks", "a"))
        .isNotEqualByComparingTo(new Write.Key(new TenantId("rival"), "bars", "a"));
  }
}
