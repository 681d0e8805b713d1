package dev.quintet.bootstrap.cli.trades;

import dev.quintet.client.Account;
import dev.quintet.client.Fill;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Deals of one account, as MetaTrader 5 lists them, by the names of their columns. */
final class Mt5Deals {

  static final List<String> HEADER =
      List.of(
          "Time", "Deal", "Symbol", "Type", "Direction", "Volume", "Price", "Order", "Commission",
          "Fee", "Swap", "Profit", "Balance", "Comment");

  private static final List<String> DIRECTIONS = List.of("in", "out", "in/out", "out by");
  private static final int LONGEST_NOTE = 200;

  /** Thousands may be told apart by spaces. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,30}|\\d{1,3}([ \\u00a0\\u202f]\\d{3}){1,9})(\\.\\d{1,12})?");

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu.MM.dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
          .toFormatter();

  /**
   * What the file does not say.
   *
   * @param account whose deals they are
   * @param zone of the broker's server; null: its times have an offset
   * @param sizes of a contract by symbol: units in a lot
   * @param rates of the currency of a symbol's price in that of the account; 1 where none is given
   */
  record Terms(
      String account,
      @Nullable ZoneId zone,
      Map<String, BigDecimal> sizes,
      Map<String, BigDecimal> rates) {}

  /** What a deal is recorded as. */
  sealed interface Deal {}

  record Trade(Fill fill) implements Deal {}

  record Booking(Account.Change change) implements Deal {}

  /** Not recorded. */
  record Skipped(String reason) implements Deal {}

  private final Terms terms;
  private @Nullable BigDecimal balance;
  private boolean fromZero;

  Mt5Deals(Terms terms) {
    this.terms = terms;
  }

  String account() {
    return terms.account();
  }

  /**
   * What a line says.
   *
   * @param currency of the account
   */
  Deal read(CSVRecord cells, String currency) throws FillRow.Unreadable {
    String type = cells.get("Type");
    if (cells.get("Deal").isEmpty() || type.isEmpty()) {
      return new Skipped("no deal");
    }
    return switch (type) {
      case "buy", "sell" -> new Trade(fill(cells, type, currency));
      case "balance" -> money(cells, profit(cells).signum() < 0 ? "withdrawal" : "deposit", currency);
      case "charge", "commission" -> fee(cells, type, currency);
      case "interest" -> money(cells, "swap", currency);
      case "correction" -> money(cells, "correction", currency);
      default -> new Skipped("a deal of type " + type);
    };
  }

  private Deal fee(CSVRecord cells, String type, String currency) throws FillRow.Unreadable {
    return profit(cells).signum() > 0
        ? new Skipped("a " + type + " that was received")
        : money(cells, "fee", currency);
  }

  private Fill fill(CSVRecord cells, String side, String currency) throws FillRow.Unreadable {
    String symbol = cells.get("Symbol");
    if (!DIRECTIONS.contains(cells.get("Direction"))) {
      throw new FillRow.Unreadable(
          "Direction: '" + cells.get("Direction") + "' is none of " + String.join(", ", DIRECTIONS));
    }
    BigDecimal size = terms.sizes().get(symbol);
    if (size == null) {
      throw new FillRow.Unreadable(
          "how many units a lot of " + symbol + " has is not known: --contract-size " + symbol + "=N");
    }
    return new Fill(
        cells.get("Deal"),
        terms.account(),
        symbol,
        side,
        number(cells, "Volume"),
        number(cells, "Price"),
        new Fill.Costs(paid(cells), optional(cells, "Swap"), BigDecimal.ZERO, currency),
        time(cells.get("Time")),
        new Fill.Origin("", "", List.of(), "", cells.get("Order"), cells.get("Deal")),
        new Fill.Conversion(size, terms.rates().getOrDefault(symbol, BigDecimal.ONE)));
  }

  /** MetaTrader shows negative what was paid. */
  private static BigDecimal paid(CSVRecord cells) throws FillRow.Unreadable {
    return optional(cells, "Commission").add(optional(cells, "Fee")).negate();
  }

  private static BigDecimal profit(CSVRecord cells) throws FillRow.Unreadable {
    return optional(cells, "Profit");
  }

  private Deal money(CSVRecord cells, String reason, String currency)
      throws FillRow.Unreadable {
    BigDecimal amount = sum(cells);
    if (amount.signum() == 0) {
      return new Skipped("a deal of 0");
    }
    String comment = cells.get("Comment");
    return new Booking(
        new Account.Change(
            "deal:" + cells.get("Deal"),
            reason,
            amount,
            currency,
            BigDecimal.ZERO,
            comment.length() > LONGEST_NOTE ? comment.substring(0, LONGEST_NOTE) : comment,
            time(cells.get("Time"))));
  }

  /** What the line adds to the balance. */
  private static BigDecimal sum(CSVRecord cells) throws FillRow.Unreadable {
    return profit(cells).add(optional(cells, "Swap")).subtract(paid(cells));
  }

  /** How the balance of a line contradicts that of the lines before it; the next goes on from it. */
  Optional<String> contradiction(CSVRecord cells) throws FillRow.Unreadable {
    if (cells.get("Deal").isEmpty()) {
      return Optional.empty();
    }
    BigDecimal change = cells.get("Type").equals("credit") ? BigDecimal.ZERO : sum(cells);
    BigDecimal before = balance;
    if (cells.get("Balance").isEmpty()) {
      balance = before == null ? null : before.add(change);
      return Optional.empty();
    }
    BigDecimal stated = number(cells, "Balance");
    balance = stated;
    if (before == null) {
      fromZero = stated.compareTo(change) == 0;
      return Optional.empty();
    }
    BigDecimal expected = before.add(change);
    return expected.compareTo(stated) == 0
        ? Optional.empty()
        : Optional.of(
            "Balance: "
                + stated.toPlainString()
                + " contradicts "
                + expected.toPlainString()
                + ", which the line before and this one make");
  }

  /** With what the file ends, if it begins with nothing. */
  Optional<BigDecimal> balance() {
    return fromZero ? Optional.ofNullable(balance) : Optional.empty();
  }

  private static BigDecimal optional(CSVRecord cells, String column) throws FillRow.Unreadable {
    return cells.get(column).isEmpty() ? BigDecimal.ZERO : number(cells, column);
  }

  private static BigDecimal number(CSVRecord cells, String column) throws FillRow.Unreadable {
    String text = cells.get(column);
    if (!NUMBER.matcher(text).matches()) {
      throw new FillRow.Unreadable(column + ": '" + text + "' is not a decimal number");
    }
    return new BigDecimal(text.replaceAll("[ \\u00a0\\u202f]", ""));
  }

  private Instant time(String text) throws FillRow.Unreadable {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      // Of the broker's server, below.
    }
    LocalDateTime local;
    try {
      local = LocalDateTime.parse(text, TIME);
    } catch (DateTimeException e) {
      throw new FillRow.Unreadable("Time: '" + text + "' is not like 2026.02.03 04:05:06");
    }
    ZoneId zone = terms.zone();
    if (zone == null) {
      throw new FillRow.Unreadable("Time: has no offset: --zone says which that of the server is");
    }
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.size() != 1) {
      throw new FillRow.Unreadable(
          "Time: '" + text + "' is there " + (offsets.isEmpty() ? "never" : "twice") + " in " + zone);
    }
    return local.toInstant(offsets.getFirst());
  }
}
