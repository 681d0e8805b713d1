package dev.quintet.adapters.in.rest.kit;

/** A caller's own word for a field, as far as it can be shown in an answer and a log. */
final class FieldName {

  private static final int LONGEST = 64;

  private FieldName() {}

  static String of(String word) {
    String shown = word.replaceAll("[^A-Za-z0-9_.-]", "?");
    return shown.length() > LONGEST ? shown.substring(0, LONGEST) : shown;
  }
}
