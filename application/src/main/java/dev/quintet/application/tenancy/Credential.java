package dev.quintet.application.tenancy;

import dev.quintet.domain.shared.Sha256;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a key, {@code qk_<prefix>_<secret>}: the prefix names the key and is public, the
 * secret proves it. Both are random, of the 32 characters {@code a-z 2-7}.
 *
 * @param prefix 16 characters, 80 random bits: nothing of the tenant, and no two keys alike
 * @param text the whole; a secret
 */
record Credential(String prefix, String text) {

  private static final Pattern PREFIX = Pattern.compile("[a-z2-7]{16}");
  private static final Pattern SYNTAX = Pattern.compile("qk_(" + PREFIX + ")_[a-z2-7]{32}");
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int PREFIX_LENGTH = 16;

  /** 160 bits. */
  private static final int SECRET_LENGTH = 32;

  static Credential random(SecureRandom random) {
    String prefix = letters(random, PREFIX_LENGTH);
    return new Credential(prefix, "qk_" + prefix + "_" + letters(random, SECRET_LENGTH));
  }

  /** The credential of that text, or empty when it cannot be one. */
  static Optional<Credential> parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    return matcher.matches()
        ? Optional.of(new Credential(matcher.group(1), text))
        : Optional.empty();
  }

  static boolean isPrefix(String text) {
    return PREFIX.matcher(text).matches();
  }

  /** SHA-256 over the whole text: what is stored. The secret's entropy makes a salt needless. */
  byte[] hash() {
    return Sha256.of(text);
  }

  /** Names the key without its secret. */
  @Override
  public String toString() {
    return "Credential[" + prefix + "]";
  }

  private static String letters(SecureRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    StringBuilder letters = new StringBuilder(length);
    for (byte each : bytes) {
      letters.append(ALPHABET.charAt(each & 31));
    }
    return letters.toString();
  }
}
