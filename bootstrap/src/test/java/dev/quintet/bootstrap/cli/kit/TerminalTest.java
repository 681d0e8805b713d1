package dev.quintet.bootstrap.cli.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TerminalTest {

  @Test
  void theLocaleDecidesOnTheSigns() {
    assertThat(Terminal.unicode(Map.of("LANG", "en_GB.UTF-8"))).isTrue();
    assertThat(Terminal.unicode(Map.of("LC_ALL", "C.utf8", "LANG", "C"))).isTrue();
    assertThat(Terminal.unicode(Map.of("LC_ALL", "C", "LANG", "en_GB.UTF-8"))).isFalse();
    assertThat(Terminal.unicode(Map.of("LC_ALL", "", "LANG", "de_DE.ISO-8859-1"))).isFalse();
    assertThat(Terminal.unicode(Map.of())).isFalse();
  }

  @Test
  void withoutUnicodeOurSignsAreAsciiAndAllElseGoesThrough() {
    StringWriter text = new StringWriter();
    try (PrintWriter out = new PrintWriter(new AsciiWriter(text))) {
      out.print("● healthy ○ idle … ±1 ");
      out.write("┤│╷╻╵╹╽╿┃é".toCharArray());
      out.write('€');
    }
    assertThat(text).hasToString("* healthy o idle ... +/-1 +|..''###é€");
  }
}
