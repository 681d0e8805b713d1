package dev.quintet.domain.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.Refused;
import dev.quintet.domain.tenancy.Tier;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UserNameTest {

  private static UserName.Email email(String value) {
    return new UserName.Email(value);
  }

  @ParameterizedTest
  @CsvSource({
    "ann@example.com, ANN@Example.COM",
    "straße@b.de, STRASSE@b.de",
    "zoë@b.de, zoe\u0308@B.DE",
    "σίσυφος@b.gr, ΣΊΣΥΦΟΣ@b.gr",
    "ﬁn@b.de, FIN@b.de"
  })
  void spellingsOfOneAddressHaveOneKey(String one, String other) {
    assertThat(email(one).key()).isEqualTo(email(other).key());
    assertThat(email(one).skeleton()).isEqualTo(email(other).skeleton());
  }

  @ParameterizedTest
  @CsvSource({
    "paypal@example.com, раураl@example.com",
    "paypal@example.com, ｐａｙｐａｌ@example.com",
    "modern@example.com, modem@example.com",
    "rene@example.com, rené@example.com",
    "ann1@example.com, annl@example.com",
    "isil@example.com, ısıl@example.com"
  })
  void addressesThatLookAlikeAreTwo(String one, String other) {
    assertThat(email(one).key()).isNotEqualTo(email(other).key());
    assertThat(email(one).skeleton()).isEqualTo(email(other).skeleton());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ann",
        "@example.com",
        "ann@",
        "a@b@c",
        "ann @example.com",
        "ann@exam ple.com",
        "ann@example..com",
        "ann@.example.com",
        "ann@example.com.",
        "<ann@example.com>",
        "ann@example.com\n",
        "a\u200bnn@example.com",
        "ann\u202e@example.com",
        "ann\u0000@example.com",
        "ann\ud800@example.com",
        "ann\ufeff@example.com"
      })
  void whatIsNoAddressIsRefused(String text) {
    Refused.field("email", () -> email(text));
  }

  @Test
  void anAddressHasItsLengths() {
    assertThat(email("a".repeat(64) + "@" + "b".repeat(189)).value()).hasSize(254);
    Refused.field("email", () -> email("a".repeat(65) + "@b.de"));
    Refused.field("email", () -> email("a".repeat(64) + "@" + "b".repeat(190)));
    Refused.field("email", () -> email("a@" + "b".repeat(1 << 20)));
  }

  @Test
  void aNameHasLettersAndDigits() {
    assertThat(new UserName.Login("Zoë.1_-").key()).isEqualTo("zoë.1_-");
    for (String text : new String[] {"", "a b", "a@b", "a".repeat(65), "a\u200b", "😀"}) {
      Refused.field("username", () -> new UserName.Login(text));
    }
  }

  @Test
  void limitsAreFewAndNotNegative() {
    Map<String, Long> many = new HashMap<>();
    for (long i = 0; i < 33; i++) {
      many.put("limit" + i, i);
    }
    Refused.field("limits", () -> profile(many));
    Refused.field("limits", () -> profile(Map.of("No", 1L)));
    Refused.field("limits.max_symbols", () -> profile(Map.of("max_symbols", -1L)));
    assertThat(profile(Map.of("max_symbols", Long.MAX_VALUE)).limits()).hasSize(1);
  }

  private static UserProfile profile(Map<String, Long> limits) {
    return new UserProfile(email("a@b.de"), new UserName.Login("a"), Tier.FREE, limits);
  }

  @Test
  void aPasswordIsPrintableAndNotShown() {
    assertThat(new PasswordHash("$2b$12$secret").toString()).doesNotContain("secret");
    for (String text : new String[] {"", "a".repeat(1_025), "a\n", "ä"}) {
      Refused.field("password_hash", () -> new PasswordHash(text));
    }
  }
}
