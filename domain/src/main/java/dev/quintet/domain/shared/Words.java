package dev.quintet.domain.shared;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The words that constants of the program have outside of it. */
public final class Words {

  private Words() {}

  /** Its name in lower case, {@code api_calls}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The constant that has that word.
   *
   * @throws ProblemException Invalid, naming the field and every word that it may have
   */
  public static <E> E find(String field, String word, E[] constants, Function<E, String> words) {
    for (E constant : constants) {
      if (words.apply(constant).equals(word)) {
        return constant;
      }
    }
    throw ProblemException.invalid(
        field,
        "must be one of "
            + Arrays.stream(constants).map(words).collect(Collectors.joining(", ")));
  }
}
