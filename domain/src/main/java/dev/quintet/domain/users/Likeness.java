package dev.quintet.domain.users;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** When two names are the same, and when they only look it. */
final class Likeness {

  /** Letters of other scripts, each before the ASCII letter that it looks like (UTS 39). */
  private static final String LOOK_ALIKES =
      "аaбbвbеeѕsіiјjоoрpсcуyхxһhԁdԛqԝwкkмmнhтtгrпn" // Cyrillic
          + "αaβbγyδdεeηnιiκkνvοoρpτtυuχxωw" // Greek
          + "օoսuհhցgոnսuԁdյjզqаa" // Armenian
          + "ıiɑaɡgɩiʏyʀrɴnʟlʜhɪiøo" // Latin
          + "0o1l|l";

  private static final Map<Integer, Integer> PLAIN =
      IntStream.range(0, LOOK_ALIKES.length() / 2)
          .boxed()
          .collect(
              Collectors.toUnmodifiableMap(
                  pair -> (int) LOOK_ALIKES.charAt(2 * pair),
                  pair -> (int) LOOK_ALIKES.charAt(2 * pair + 1),
                  (first, second) -> first));

  private Likeness() {}

  /** NFC. */
  static String composed(String text) {
    return Normalizer.normalize(text, Form.NFC);
  }

  /**
   * The same for all spellings of one name: NFC and full case folding, without regard to a language
   * (CaseFolding.txt, C and F).
   */
  static String key(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    composed(text).codePoints().forEach(each -> folded.append(folded(each)));
    return composed(folded.toString());
  }

  /** A letter by itself: beside others a sigma at the end of a word would stay another. */
  private static String folded(int letter) {
    String text = Character.toString(letter);
    return letter == 'ı' ? text : text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /** The same for names that a person may take for each other: compatibility forms, accents, scripts. */
  static String skeleton(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    String folded = key(Normalizer.normalize(text, Form.NFKC));
    Normalizer.normalize(folded, Form.NFKD)
        .codePoints()
        .filter(each -> Character.getType(each) != Character.NON_SPACING_MARK)
        .forEach(each -> plain.appendCodePoint(PLAIN.getOrDefault(each, each)));
    return plain.toString().replace("rn", "m").replace("vv", "w");
  }

  /** Whether the text shows all that it has: no control, format or unassigned character, no half one. */
  static boolean isVisible(String text) {
    return text.codePoints()
        .noneMatch(
            each ->
                switch (Character.getType(each)) {
                  case Character.CONTROL,
                          Character.FORMAT,
                          Character.SURROGATE,
                          Character.PRIVATE_USE,
                          Character.UNASSIGNED,
                          Character.LINE_SEPARATOR,
                          Character.PARAGRAPH_SEPARATOR ->
                      true;
                  default -> false;
                });
  }
}
