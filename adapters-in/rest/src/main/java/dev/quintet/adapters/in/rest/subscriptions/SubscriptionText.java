package dev.quintet.adapters.in.rest.subscriptions;

import dev.quintet.adapters.in.rest.kit.JsonBody;
import dev.quintet.adapters.in.rest.kit.Query;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.subscriptions.Limit;
import dev.quintet.domain.subscriptions.UsagePrice;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Values of the domain as requests write them. */
final class SubscriptionText {

  /** {@code max_symbols 10 hard}, joined by commas. */
  private static final Pattern LIMIT = Pattern.compile("[a-z_]+ [0-9]{1,19} (hard|soft)");

  /** {@code api_calls 1000 rollover graduated 5000:0.001 *:0.0005}, joined by commas. */
  private static final Pattern USAGE =
      Pattern.compile(
          "[a-z_]+ [0-9]{1,19} (rollover|forfeit) [a-z]+( ([0-9]{1,19}|\\*):[0-9]{1,10}(\\.[0-9]{1,20})?)*");

  private static final int LONGEST_NUMBER = 9;

  private SubscriptionText() {}

  static Optional<Instant> instant(JsonBody body, String property) {
    return body.find(property).map(text -> Query.instant(property, text));
  }

  static Optional<Integer> number(JsonBody body, String property) {
    return body.find(property).map(text -> (int) number(property, text, LONGEST_NUMBER));
  }

  static long number(String field, String text, int digits) {
    if (text.isEmpty()
        || text.length() > digits
        || !text.chars().allMatch(it -> it >= '0' && it <= '9')) {
      throw ProblemException.invalid(
          field, "must be a whole number of at most " + digits + " digits");
    }
    return Long.parseLong(text);
  }

  static Optional<Money> money(JsonBody body, String property) {
    return body.find(property)
        .map(amount -> Money.parse(property, amount, body.text("currency")));
  }

  static List<Limit> limits(JsonBody body) {
    return parts(body, "limits", LIMIT, Limit::of);
  }

  static List<UsagePrice> usage(JsonBody body) {
    return parts(body, "usage", USAGE, UsagePrice::of);
  }

  static List<Limit.Name> names(JsonBody body) {
    return parts(body, "unlimited", Pattern.compile("[a-z_]+"), Limit.Name::of);
  }

  private static <T> List<T> parts(
      JsonBody body, String property, Pattern syntax, Function<String, T> read) {
    String text = body.find(property).orElse("");
    if (text.isEmpty()) {
      return List.of();
    }
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .map(part -> part(property, part, syntax, read))
        .toList();
  }

  private static <T> T part(
      String property, String part, Pattern syntax, Function<String, T> read) {
    if (!syntax.matcher(part).matches()) {
      throw ProblemException.invalid(property, "must be as " + syntax.pattern() + ", joined by ,");
    }
    try {
      return read.apply(part);
    } catch (NumberFormatException e) {
      throw ProblemException.invalid(property, "has a number that is too large");
    }
  }
}
