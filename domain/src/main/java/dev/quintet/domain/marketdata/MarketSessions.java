package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.ProblemException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant has said of when its markets are open. What no rule says is not known: nothing is told
 * from the letters of a symbol.
 *
 * @param classes of the tenant's own, at most {@value #MAX_CLASSES}; one that has the name of a standard
 *     class stands for it
 * @param rules the first that applies counts; at most {@value #MAX_RULES}
 */
public record MarketSessions(List<MarketHours> classes, List<Rule> rules) {

  /** Nothing is known. */
  public static final MarketSessions NONE = new MarketSessions(List.of(), List.of());

  /** No symbol or source is called so. */
  private static final String ANY = "-";

  /** Most classes of a tenant. */
  public static final int MAX_CLASSES = 50;

  /** Most rules of a tenant. */
  public static final int MAX_RULES = 1_000;

  /**
   * What class the markets are of that it applies to.
   *
   * @param symbol one, or with a {@code *} at its start or end those that end or begin so; null: any
   * @param source null: any, and every feed together
   * @param hours a standard class ({@code forex metals crypto us-equities cme-futures}) or one of the
   *     tenant's
   */
  public record Rule(@Nullable String symbol, @Nullable Source source, String hours) {

    public Rule {
      if (symbol == null && source == null) {
        throw ProblemException.invalid("symbol", "is needed, or a source");
      }
      if (symbol != null && !symbol.equals("*")) {
        new Symbol(symbol.startsWith("*") ? symbol.substring(1) : symbol.replaceFirst("\\*$", ""));
      }
    }

    boolean appliesTo(Symbol asked, @Nullable Source feed) {
      return (source == null || source.equals(feed)) && (symbol == null || matches(asked.value()));
    }

    private boolean matches(String asked) {
      if (symbol == null || symbol.equals(asked)) {
        return true;
      }
      return symbol.startsWith("*")
          ? asked.endsWith(symbol.substring(1))
          : symbol.endsWith("*") && asked.startsWith(symbol.substring(0, symbol.length() - 1));
    }
  }

  public MarketSessions {
    classes = List.copyOf(classes);
    rules = List.copyOf(rules);
    if (classes.size() > MAX_CLASSES) {
      throw ProblemException.invalid("classes", "must be at most " + MAX_CLASSES);
    }
    if (rules.size() > MAX_RULES) {
      throw ProblemException.invalid("rules", "must be at most " + MAX_RULES);
    }
    Set<String> names = new HashSet<>();
    for (MarketHours hours : classes) {
      if (!names.add(hours.name())) {
        throw ProblemException.invalid("classes", "name " + hours.name() + " twice");
      }
    }
    names.addAll(StandardHours.ALL.keySet());
    for (int index = 0; index < rules.size(); index++) {
      if (!names.contains(rules.get(index).hours())) {
        throw ProblemException.invalid(
            "rules[" + index + "].hours",
            "is no class: " + names.stream().sorted().collect(Collectors.joining(", ")));
      }
    }
  }

  /**
   * When the market of a symbol is open; empty: it is not known.
   *
   * @param source null: of every feed together
   */
  public Optional<MarketHours> hours(Symbol symbol, @Nullable Source source) {
    return rules.stream()
        .filter(rule -> rule.appliesTo(symbol, source))
        .findFirst()
        .flatMap(rule -> named(rule.hours()));
  }

  private Optional<MarketHours> named(String name) {
    Map<String, MarketHours> own =
        classes.stream().collect(Collectors.toMap(MarketHours::name, Function.identity()));
    return Optional.ofNullable(own.getOrDefault(name, StandardHours.ALL.get(name)));
  }

  /** As stores keep it: a line for each class, session, closure and rule. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (MarketHours hours : classes) {
      line(text, "class", hours.name(), hours.zone(), hours.longestQuiet().toMinutes());
      hours.sessions().forEach(session -> line(text, "open", session.text()));
      hours
          .closures()
          .forEach(
              closure ->
                  line(text, closure.certain() ? "closed" : "unknown", closure.from(), closure.to()));
    }
    rules.forEach(
        rule ->
            line(
                text,
                "rule",
                rule.symbol() == null ? ANY : rule.symbol(),
                rule.source() == null ? ANY : rule.source(),
                rule.hours()));
    return text.toString();
  }

  private static void line(StringBuilder text, Object... words) {
    text.append(Arrays.stream(words).map(Object::toString).collect(Collectors.joining(" ")))
        .append('\n');
  }

  /** What {@link #text} has written. */
  public static MarketSessions of(String text) {
    List<MarketHours> classes = new ArrayList<>();
    List<Rule> rules = new ArrayList<>();
    List<WeeklySession> sessions = new ArrayList<>();
    List<MarketHours.Closure> closures = new ArrayList<>();
    List<String> lines = text.lines().toList();
    // What belongs to a class stands behind it.
    for (String line : lines.reversed()) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "open" -> sessions.addAll(0, WeeklySession.of(line.substring(words[0].length() + 1)));
        case "closed", "unknown" ->
            closures.add(
                new MarketHours.Closure(
                    LocalDateTime.parse(words[1]),
                    LocalDateTime.parse(words[2]),
                    words[0].equals("closed")));
        case "class" -> {
          classes.addFirst(
              new MarketHours(
                  words[1],
                  ZoneId.of(words[2]),
                  sessions,
                  closures,
                  Duration.ofMinutes(Long.parseLong(words[3]))));
          sessions.clear();
          closures.clear();
        }
        case "rule" ->
            rules.addFirst(
                new Rule(
                    words[1].equals(ANY) ? null : words[1],
                    words[2].equals(ANY) ? null : new Source(words[2]),
                    words[3]));
        default -> throw new IllegalArgumentException("not a line of market sessions: " + line);
      }
    }
    return new MarketSessions(classes, rules);
  }
}
