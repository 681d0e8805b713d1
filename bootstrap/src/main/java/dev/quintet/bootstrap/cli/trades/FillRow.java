package dev.quintet.bootstrap.cli.trades;

import dev.quintet.client.Fill;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/**
 * A line of a file of fills, by the names of its header.
 *
 * @param line from 1
 */
record FillRow(long line, CSVRecord cells) {

  static final List<String> NEEDED =
      List.of("time", "id", "account", "symbol", "side", "quantity", "price");

  private static final List<String> POSSIBLE =
      List.of(
          "commission", "swap", "funding", "currency", "strategy", "agents", "position", "decision",
          "order", "execution", "multiplier", "rate", "ai_confidence", "tier");

  private static final BigDecimal ZERO = BigDecimal.ZERO;

  /** Why a line or a file cannot be read, in a sentence. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String reason) {
      super(reason);
    }
  }

  /** Refuses a header that lacks a column, or has one whose meaning is not known. */
  static void require(List<String> header) throws Unreadable {
    List<String> missing = NEEDED.stream().filter(name -> !header.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new Unreadable("the header lacks " + String.join(", ", missing));
    }
    Set<String> known = Set.copyOf(Stream.concat(NEEDED.stream(), POSSIBLE.stream()).toList());
    List<String> unknown = header.stream().filter(name -> !known.contains(name)).toList();
    if (!unknown.isEmpty()) {
      throw new Unreadable("what are the columns " + String.join(", ", unknown) + "?");
    }
  }

  String account() throws Unreadable {
    return needed("account");
  }

  /**
   * What is given as the currency of its money; else the account's. Its tier is not read: the service states
   * it.
   */
  Fill fill(String accountCurrency) throws Unreadable {
    String currency = text("currency");
    String confidence = text("ai_confidence");
    return new Fill(
        needed("id"),
        account(),
        needed("symbol"),
        needed("side"),
        number("quantity", needed("quantity")),
        number("price", needed("price")),
        new Fill.Costs(
            optional("commission"),
            optional("swap"),
            optional("funding"),
            currency.isEmpty() ? accountCurrency : currency),
        time(needed("time")),
        new Fill.Origin(
            text("position"),
            text("strategy"),
            Arrays.stream(text("agents").split("[;|]"))
                .map(String::strip)
                .filter(agent -> !agent.isEmpty())
                .toList(),
            text("decision"),
            text("order"),
            text("execution"),
            confidence.isEmpty() ? null : number("ai_confidence", confidence)),
        new Fill.Conversion(factor("multiplier"), factor("rate")));
  }

  private String text(String column) {
    return cells.isSet(column) ? cells.get(column).strip() : "";
  }

  private String needed(String column) throws Unreadable {
    String text = text(column);
    if (text.isEmpty()) {
      throw new Unreadable(column + ": is empty");
    }
    return text;
  }

  private BigDecimal factor(String column) throws Unreadable {
    String text = text(column);
    return text.isEmpty() ? BigDecimal.ONE : number(column, text);
  }

  private BigDecimal optional(String column) throws Unreadable {
    String text = text(column);
    return text.isEmpty() ? ZERO : number(column, text);
  }

  private static BigDecimal number(String column, String text) throws Unreadable {
    try {
      BigDecimal number = text.length() > 64 ? null : new BigDecimal(text);
      if (number != null && Math.abs((long) number.scale()) <= 64) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new Unreadable(column + ": '" + text + "' is not a decimal number");
  }

  private static Instant time(String text) throws Unreadable {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new Unreadable(
          "time: '" + text + "' is not ISO 8601 with its offset, as 2026-02-03T04:05:06Z");
    }
  }
}
