package dev.quintet.domain.decisions;

import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.shared.ProblemException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Why a decision was made, kept as it was sent.
 *
 * @param reasoning at most {@value #LONGEST} characters; empty: not stated
 * @param conditions of the market; null: not stated
 * @param features what the model was given; null: not stated
 */
public record Grounds(
    String reasoning, @Nullable JsonText conditions, @Nullable JsonText features) {

  public static final int LONGEST = 8_192;

  /** Nothing is stated. */
  public static final Grounds NONE = new Grounds("", null, null);

  public Grounds {
    if (reasoning.length() > LONGEST) {
      throw ProblemException.invalid("reasoning", "must have at most " + LONGEST + " characters");
    }
    if (reasoning.indexOf(0) >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(reasoning)) {
      throw ProblemException.invalid("reasoning", "holds what is no character");
    }
  }
}
