package dev.quintet.bootstrap.cli.subscriptions;

import dev.quintet.bootstrap.cli.kit.Format;
import dev.quintet.bootstrap.cli.kit.JsonDocument;
import dev.quintet.bootstrap.cli.kit.Output;
import dev.quintet.bootstrap.cli.kit.RestCall;
import dev.quintet.bootstrap.cli.kit.Rows;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "usage",
    mixinStandardHelpOptions = true,
    description =
        "Shows what was used: of the key's own tenant, or of all with the key of the billing system.")
public final class UsageCommand implements Callable<Integer> {

  private static final CSVFormat TOTALS =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

  private static final String NOTHING = "nothing was used in this period";

  enum Grouping {
    DAY,
    PERIOD,
    TYPE,
    SERVICE,
    USER,
    CORRECTS
  }

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Mixin private Output output = new Output();

  @Option(
      names = "--from",
      paramLabel = "T",
      description = "An ISO-8601 instant, or a day (UTC; default: the first of this month).")
  private @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "T",
      description = "End, exclusive (default: the first of the next month).")
  private @Nullable Instant to;

  @Option(
      names = "--by",
      split = ",",
      description = "One or more of day, period, type, service, user, corrects (default: type).")
  private List<Grouping> by = List.of(Grouping.TYPE);

  @Override
  public Integer call() throws IOException {
    String query =
        "/api/v1/usage?page_size=1000&group="
            + by.stream()
                .map(grouping -> grouping.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(","))
            + (from == null ? "" : "&from=" + from)
            + (to == null ? "" : "&to=" + to);
    if (output.format() == Format.TABLE) {
      if (!print(service, query, output.out())) {
        output.explain(NOTHING);
      }
    } else {
      copy(query);
    }
    return 0;
  }

  /** Page for page as the service writes it: one document of JSON a line, or CSV with one header. */
  private void copy(String query) throws IOException {
    boolean json = output.format() == Format.JSON;
    PrintWriter out = output.out();
    String cursor = null;
    do {
      RestCall.Answer page =
          service.rest().get(query + after(cursor), json ? "application/json" : "text/csv");
      String body = page.body();
      if (cursor == null && page.nextCursor() == null && isEmpty(body, json)) {
        output.explain(NOTHING);
      }
      out.print(cursor == null || json ? body : body.substring(body.indexOf('\n') + 1));
      out.print(json ? "\n" : "");
      cursor = page.nextCursor();
    } while (cursor != null);
  }

  private static boolean isEmpty(String body, boolean json) throws IOException {
    return json
        ? JsonDocument.of(body).list("usage").isEmpty()
        : body.lines().skip(1).findAny().isEmpty();
  }

  private static String after(@Nullable String cursor) {
    return cursor == null ? "" : "&cursor=" + cursor;
  }

  /**
   * A table of the totals without the columns that hold nothing, and how far it is complete.
   *
   * @return false when nothing was used
   */
  public static boolean print(ServiceOptions service, String query, PrintWriter out)
      throws IOException {
    List<CSVRecord> totals = new ArrayList<>();
    RestCall.Answer page;
    String cursor = null;
    do {
      page = service.rest().get(query + after(cursor), "text/csv");
      try (CSVParser parser = CSVParser.parse(page.body(), TOTALS)) {
        totals.addAll(parser.getRecords());
      }
      cursor = page.nextCursor();
    } while (cursor != null);
    if (!totals.isEmpty()) {
      List<String> columns =
          totals.getFirst().getParser().getHeaderNames().stream()
              .filter(column -> totals.stream().anyMatch(total -> !total.get(column).isEmpty()))
              .toList();
      Rows table = Rows.of(Format.TABLE, out, columns);
      totals.forEach(total -> table.row(columns.stream().map(total::get).toArray()));
      table.end();
    }
    out.println("complete until " + page.completeUntil());
    return !totals.isEmpty();
  }
}
