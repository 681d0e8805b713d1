package dev.quintet.bootstrap.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "usage",
    mixinStandardHelpOptions = true,
    description =
        "Shows what was used: of the key's own tenant, or of all with the key of the billing system.")
final class UsageCommand implements Callable<Integer> {

  /** How totals are told apart. */
  enum Grouping {
    DAY,
    PERIOD,
    TYPE,
    SERVICE,
    USER
  }

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Option(
      names = "--from",
      paramLabel = "T",
      converter = Times.InstantConverter.class,
      description = "An ISO-8601 instant, or a day (UTC; default: the first of this month).")
  private @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "T",
      converter = Times.InstantConverter.class,
      description = "End, exclusive (default: the first of the next month).")
  private @Nullable Instant to;

  @Option(
      names = "--by",
      split = ",",
      description = "One or more of day, period, type, service, user (default: type).")
  private List<Grouping> by = List.of(Grouping.TYPE);

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "table, csv or json (default: ${DEFAULT-VALUE}).")
  private Format format = Format.TABLE;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    String query =
        "/api/v1/usage?page_size=1000&group="
            + by.stream()
                .map(grouping -> grouping.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(","))
            + (from == null ? "" : "&from=" + from)
            + (to == null ? "" : "&to=" + to);
    PrintWriter out = spec.commandLine().getOut();
    if (format == Format.TABLE) {
      print(service, query, out);
    } else {
      copy(query, out);
    }
    return 0;
  }

  /** Page for page as the service writes it: one document of JSON a line, or CSV with one header. */
  private void copy(String query, PrintWriter out) throws IOException {
    String type = format == Format.JSON ? "application/json" : "text/csv";
    boolean first = true;
    String cursor = null;
    do {
      RestCall.Answer page = service.rest().get(query + after(cursor), type);
      String body = page.body();
      out.print(first || format == Format.JSON ? body : body.substring(body.indexOf('\n') + 1));
      out.print(format == Format.JSON ? "\n" : "");
      first = false;
      cursor = page.nextCursor();
    } while (cursor != null);
  }

  private static String after(@Nullable String cursor) {
    return cursor == null ? "" : "&cursor=" + cursor;
  }

  /** A table of the totals without the columns that hold nothing, and how far it is complete. */
  static void print(ServiceOptions service, String query, PrintWriter out) throws IOException {
    List<String[]> lines = new ArrayList<>();
    RestCall.Answer page;
    String cursor = null;
    do {
      page = service.rest().get(query + after(cursor), "text/csv");
      List<String[]> read = page.body().lines().map(line -> line.split(",", -1)).toList();
      lines.addAll(lines.isEmpty() ? read : read.subList(1, read.size()));
      cursor = page.nextCursor();
    } while (cursor != null);
    List<Integer> columns = new ArrayList<>();
    for (int column = 0; column < lines.getFirst().length; column++) {
      int each = column;
      if (lines.stream().skip(1).anyMatch(line -> !line[each].isEmpty())) {
        columns.add(column);
      }
    }
    if (columns.isEmpty()) {
      out.println("nothing was used");
    } else {
      Table table = new Table(out, cells(lines.getFirst(), columns));
      lines.stream().skip(1).forEach(line -> table.row(cells(line, columns)));
      table.end();
    }
    out.println("complete until " + page.completeUntil());
  }

  private static String[] cells(String[] line, List<Integer> columns) {
    return columns.stream().map(column -> line[column]).toArray(String[]::new);
  }
}
