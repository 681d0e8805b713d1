package dev.quintet.bootstrap.cli.marketdata.files;

import dev.quintet.bootstrap.cli.marketdata.files.UnusableFile.OptionNeeded;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which column is what.
 *
 * @param names of all columns; numbers from 1 where none are known
 * @param places of what is used, from 0
 */
record Columns(Kind kind, List<String> names, Map<Meaning, Integer> places) {

  static final int NONE = -1;

  Columns {
    names = List.copyOf(names);
    places = Map.copyOf(places);
  }

  /**
   * Finds columns by their names.
   *
   * @param kind null: what the names show
   * @param given what is already said about columns, by meaning; an empty name: there is none
   * @param usual whether other columns are found by their usual names
   * @throws UnusableFile when something is missing or is there twice
   */
  static Columns of(
      List<String> names, @Nullable Kind kind, Map<Meaning, String> given, boolean usual)
      throws UnusableFile {
    Map<Meaning, Integer> places = new EnumMap<>(Meaning.class);
    for (Map.Entry<Meaning, String> entry : given.entrySet()) {
      if (!entry.getValue().isEmpty()) {
        places.put(entry.getKey(), named(names, entry.getValue()));
      }
    }
    Map<Meaning, List<Integer>> candidates = new EnumMap<>(Meaning.class);
    for (Meaning meaning : Meaning.values()) {
      List<Integer> found =
          given.containsKey(meaning) || !usual ? List.of() : candidates(names, meaning, places);
      candidates.put(meaning, places.containsKey(meaning) ? List.of(places.get(meaning)) : found);
    }
    Kind rows = kind == null ? kind(candidates) : kind;
    for (Meaning meaning : Meaning.values()) {
      List<Integer> found = candidates.getOrDefault(meaning, List.of());
      boolean numbers = meaning != Meaning.SEQUENCE || rows == Kind.TRADE;
      if (rows.has(meaning) && !found.isEmpty() && (numbers || places.containsKey(meaning))) {
        places.put(meaning, only(meaning, found, names));
      }
    }
    if (places.containsKey(Meaning.DATE) && !places.containsKey(Meaning.TIME)) {
      places.put(Meaning.TIME, places.remove(Meaning.DATE));
    }
    return new Columns(rows, names, places).complete();
  }

  private static List<Integer> candidates(
      List<String> names, Meaning meaning, Map<Meaning, Integer> taken) {
    return IntStream.range(0, names.size())
        .filter(at -> meaning.isNamed(names.get(at)) && !taken.containsValue(at))
        .boxed()
        .toList();
  }

  private static Kind kind(Map<Meaning, List<Integer>> candidates) throws UnusableFile {
    boolean price = !candidates.getOrDefault(Meaning.PRICE, List.of()).isEmpty();
    boolean bid = !candidates.getOrDefault(Meaning.BID, List.of()).isEmpty();
    boolean ask = !candidates.getOrDefault(Meaning.ASK, List.of()).isEmpty();
    if (price && (bid || ask)) {
      throw new OptionNeeded(
          "there are columns for quotes and for trade prints; give --kind quote or --kind trade");
    }
    return price ? Kind.TRADE : Kind.QUOTE;
  }

  private static int only(Meaning meaning, List<Integer> found, List<String> names)
      throws OptionNeeded {
    if (found.size() > 1) {
      throw new OptionNeeded(
          "the header names one thing twice: %s; choose with --columns %s=…"
              .formatted(
                  found.stream().map(names::get).collect(Collectors.joining(", ")), meaning.word()));
    }
    return found.getFirst();
  }

  private static int named(List<String> names, String name) throws OptionNeeded {
    List<Integer> found =
        IntStream.range(0, names.size())
            .filter(at -> names.get(at).equalsIgnoreCase(name.strip()))
            .boxed()
            .toList();
    if (found.size() == 1) {
      return found.getFirst();
    }
    if (found.isEmpty() && name.matches("[1-9][0-9]{0,3}") && Integer.parseInt(name) <= names.size()) {
      return Integer.parseInt(name) - 1;
    }
    throw new OptionNeeded(
        "there %s column %s; the columns are %s"
            .formatted(
                found.isEmpty() ? "is no" : "is more than one", name, String.join(", ", names)));
  }

  private Columns complete() throws UnusableFile {
    List<String> missing = new ArrayList<>();
    if (!places.containsKey(Meaning.TIME)) {
      missing.add("time");
    }
    kind.prices().stream()
        .filter(price -> !places.containsKey(price))
        .sorted()
        .forEach(price -> missing.add(price.word()));
    if (!missing.isEmpty()) {
      throw new UnusableFile(
          "the header must name time and %s; of the columns %s none is known to be %s (--columns says it)"
              .formatted(
                  kind == Kind.BAR
                      ? "open, high, low and close"
                      : "either bid and ask, or price",
                  String.join(", ", names),
                  String.join(" or ", missing)));
    }
    return this;
  }

  /** The same, with a column that is not used. */
  Columns without(Meaning meaning) {
    Map<Meaning, Integer> others = new EnumMap<>(places);
    others.remove(meaning);
    return new Columns(kind, names, others);
  }

  /** The place of a value in a row, or {@link #NONE}. */
  int at(Meaning meaning) {
    return places.getOrDefault(meaning, NONE);
  }

  /** What is used for what, and what is not used. */
  @Override
  public String toString() {
    String used =
        places.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> entry.getKey().word() + " = " + name(entry.getValue()))
            .collect(Collectors.joining(", "));
    String others =
        IntStream.range(0, names.size())
            .filter(at -> !places.containsValue(at))
            .mapToObj(this::name)
            .collect(Collectors.joining(", "));
    return "columns " + used + (others.isEmpty() ? "" : "; not used: " + others);
  }

  private String name(int at) {
    String name = names.get(at);
    return name.isEmpty() ? "column " + (at + 1) : name;
  }
}
