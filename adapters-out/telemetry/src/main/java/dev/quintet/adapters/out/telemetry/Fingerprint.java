package dev.quintet.adapters.out.telemetry;

import dev.quintet.domain.shared.Sha256;
import java.util.Locale;
import java.util.regex.Pattern;

/** By which a statement is known again, whatever its values are. */
final class Fingerprint {

  private static final Pattern COMMENT =
      Pattern.compile("--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
  private static final Pattern TEXT =
      Pattern.compile(
          "'(?:[^'\\\\]|''|\\\\.)*+'|\\$(\\w*)\\$.*?\\$\\1\\$", Pattern.DOTALL);
  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\w$.])\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?\\b");
  private static final Pattern LIST = Pattern.compile("\\?(?:\\s*,\\s*\\?)+");
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final int DIGITS = 16;

  private Fingerprint() {}

  /** In 16 hexadecimal digits. */
  static String of(String statement) {
    return Sha256.hex(normalised(statement)).substring(0, DIGITS);
  }

  /** Without values, comments and layout; lists of values of any length are the same. */
  static String normalised(String statement) {
    String text = TEXT.matcher(COMMENT.matcher(statement).replaceAll(" ")).replaceAll("?");
    text = NUMBER.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("?");
    text = LIST.matcher(text).replaceAll("?");
    return SPACE.matcher(text).replaceAll(" ").strip();
  }
}
