package dev.quintet.adapters.in.rest.subscriptions;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.subscriptions.Invoice;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;

/**
 * An invoice as it is shown. Amounts are decimals as text, in whole units of the currency's smallest.
 *
 * @param user whose own subscription it is about; not there: the tenant's
 * @param period the month in which its cycles begin
 * @param totals the sums of its lines, one for each currency
 * @param complete whether nothing in it can change any more
 * @param completeUntil ISO 8601, UTC: no usage of an earlier time will arrive, except as a correction
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record InvoiceBody(
    String tenant,
    @Nullable String user,
    String period,
    @JsonInclude(JsonInclude.Include.ALWAYS) List<Line> lines,
    @JsonInclude(JsonInclude.Include.ALWAYS) List<Total> totals,
    boolean complete,
    String completeUntil) {

  private static final CSVFormat LINES = CSVFormat.DEFAULT;
  private static final List<String> COLUMNS =
      List.of(
          "kind", "cycle", "from", "to", "plan", "type", "quantity", "unit_price", "amount",
          "currency", "text");

  /**
   * A part of what is to be paid.
   *
   * @param kind base, included, overage, minimum or credit
   * @param cycle its first day, ISO 8601
   * @param from the first of its days
   * @param to exclusive
   * @param type of usage; not there where it is about none
   * @param unitPrice not there where it is no multiple of one
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Line(
      String kind,
      String cycle,
      String from,
      String to,
      String plan,
      @Nullable String type,
      long quantity,
      @Nullable String unitPrice,
      String amount,
      String currency,
      String text) {

    static Line of(Invoice.Line line) {
      return new Line(
          line.kind().word(),
          line.cycle().from().toString(),
          line.from().toString(),
          line.to().toString(),
          line.plan().toString(),
          line.type() == null ? null : line.type().word(),
          line.quantity(),
          line.unitPrice() == null ? null : plain(line.unitPrice()),
          line.amount().plain(),
          line.amount().currency().getCurrencyCode(),
          line.text());
    }
  }

  /** The sum in a currency. */
  @Serdeable.Serializable
  record Total(String amount, String currency) {

    static Total of(Money money) {
      return new Total(money.plain(), money.currency().getCurrencyCode());
    }
  }

  static InvoiceBody of(Invoice invoice) {
    return new InvoiceBody(
        invoice.tenant().value(),
        Objects.toString(invoice.user(), null),
        invoice.period().toString(),
        invoice.lines().stream().map(Line::of).toList(),
        invoice.totals().stream().map(Total::of).toList(),
        invoice.complete(),
        invoice.completeUntil().toString());
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** The same as CSV, with a line of names, and of each total the kind {@code total}. */
  String csv() {
    return csv(List.of(), COLUMNS) + csv(List.of());
  }

  /** The names of the columns of a report: whose invoice it is, and those of an invoice. */
  static String reportColumns() {
    return csv(List.of("tenant", "user"), COLUMNS);
  }

  /** The same as a part of a report in CSV. */
  String reportCsv() {
    return csv(Arrays.asList(tenant, user));
  }

  private String csv(List<@Nullable String> owner) {
    StringBuilder csv = new StringBuilder();
    for (Line line : lines) {
      csv.append(
          csv(
              owner,
              Arrays.asList(
                  line.kind, line.cycle, line.from, line.to, line.plan, line.type, line.quantity,
                  line.unitPrice, line.amount, line.currency, line.text)));
    }
    for (Total total : totals) {
      csv.append(
          csv(
              owner,
              Arrays.asList(
                  "total", "", "", "", "", "", "", "", total.amount, total.currency,
                  "total of " + period)));
    }
    return csv.toString();
  }

  private static String csv(List<@Nullable String> owner, List<?> cells) {
    return LINES.format(Stream.concat(owner.stream(), cells.stream()).toArray()) + "\r\n";
  }

  /** The same as a page for people; it refers to nothing outside of it. */
  String html() {
    StringBuilder rows = new StringBuilder();
    for (Line line : lines) {
      rows.append(
          "<tr><td>%s</td><td>%s to %s</td><td>%,d</td><td>%s</td><td>%s %s</td></tr>%n"
              .formatted(
                  escaped(line.text), line.from, line.to, line.quantity,
                  Objects.toString(line.unitPrice, ""), line.amount, line.currency));
    }
    for (Total total : totals) {
      rows.append(
          "<tr class=\"total\"><td>Total</td><td></td><td></td><td></td><td>%s %s</td></tr>%n"
              .formatted(total.amount, total.currency));
    }
    String whose = user == null ? tenant : tenant + ", " + user;
    return PAGE
        .replace("$whose", escaped(whose))
        .replace("$period", period)
        .replace("$state", complete ? "Final." : "Preview: figures may still change.")
        .replace("$rows", rows.isEmpty() ? NOTHING : rows);
  }

  private static final String NOTHING =
      "<tr><td colspan=\"5\">Nothing: no cycle begins in this month.</td></tr>";

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>Invoice of $whose, $period</title>
      <style>
      body { font: 1rem/1.5 sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
      table { border-collapse: collapse; width: 100%; }
      th, td { padding: .3rem .6rem; text-align: left; border-bottom: 1px solid #ddd; }
      td:nth-child(n+3), th:nth-child(n+3) { text-align: right; }
      .total td { font-weight: bold; border-top: 2px solid; }
      </style></head><body>
      <h1>Invoice of $whose</h1>
      <p>Cycles that begin in $period. $state</p>
      <table>
      <tr><th>What</th><th>Days, the last exclusive</th><th>Quantity</th><th>Unit price</th>\
      <th>Amount</th></tr>
      $rows</table>
      </body></html>
      """;

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
