package dev.quintet.bootstrap.cli.subscriptions;

import dev.quintet.bootstrap.cli.kit.Format;
import dev.quintet.bootstrap.cli.kit.JsonDocument;
import dev.quintet.bootstrap.cli.kit.Output;
import dev.quintet.bootstrap.cli.kit.RestCall;
import dev.quintet.bootstrap.cli.kit.Rows;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import dev.quintet.client.Invoice;
import dev.quintet.client.QuintetClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "invoice",
    mixinStandardHelpOptions = true,
    description = "Shows what there is to pay for the cycles that begin in a month, by now.")
public final class InvoiceCommand implements Callable<Integer> {

  private static final List<String> COLUMNS =
      List.of("what", "from", "to", "quantity", "unit price", "amount", "currency");

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Mixin private Output output = new Output();

  @Option(
      names = "--period",
      paramLabel = "YYYY-MM",
      description = "The month (UTC; default: the running one).")
  private @Nullable String period;

  @Option(names = "--user", description = "A user's own subscription instead of the tenant's.")
  private @Nullable String user;

  @Option(names = "--plan", description = "As if this plan were taken.")
  private @Nullable String plan;

  @Option(
      names = "--at",
      paramLabel = "T",
      description = "When the plan would be taken: a day or an instant (default: now).")
  private @Nullable String at;

  @Option(
      names = "--all",
      description = "The sums of every tenant, line by line; with a key of operators or billing.")
  private boolean all;

  @Spec private CommandSpec verb = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    if (all) {
      return report();
    }
    String query =
        "/api/v1/invoices/preview?"
            + parameter("period", period)
            + parameter("user", user)
            + parameter("plan", plan)
            + parameter("at", at);
    PrintWriter out = output.out();
    switch (output.format()) {
      case TABLE -> print(service, query, out);
      case CSV -> out.print(service.rest().get(query, "text/csv").body());
      case JSON -> out.println(service.rest().get(query, "application/json").body());
    }
    return 0;
  }

  /** Printed as they come: nothing is kept. */
  private int report() {
    if (user != null || plan != null || at != null) {
      throw new ParameterException(
          verb.commandLine(), "--all takes no --user, --plan and --at: it is of everybody");
    }
    Rows rows =
        output.rows(List.of("tenant", "user", "period", "amount", "currency", "complete"));
    try (QuintetClient client = service.connect()) {
      client
          .invoices()
          .report(
              period == null ? YearMonth.now(ZoneOffset.UTC) : month(period),
              null,
              invoice -> print(rows, invoice));
    }
    rows.end();
    return 0;
  }

  private YearMonth month(String text) {
    try {
      return YearMonth.parse(text);
    } catch (DateTimeException e) {
      throw new ParameterException(verb.commandLine(), "--period must be as 2026-11", e);
    }
  }

  /** A row for each currency; one without an amount where there is nothing to pay. */
  private static void print(Rows rows, Invoice invoice) {
    List<Invoice.Total> totals = invoice.totals();
    for (int i = 0; i < Math.max(1, totals.size()); i++) {
      Invoice.@Nullable Total total = totals.isEmpty() ? null : totals.get(i);
      rows.row(
          invoice.tenant(),
          invoice.userId(),
          invoice.period(),
          total == null ? null : total.amount(),
          total == null ? null : total.currency(),
          invoice.complete());
    }
  }

  private static String parameter(String name, @Nullable String value) {
    return value == null
        ? ""
        : "&" + name + "=" + Agreement.encoded(value);
  }

  /** A table of the lines, the totals, and whether it may still change. */
  public static void print(ServiceOptions service, String query, PrintWriter out)
      throws IOException {
    RestCall.Answer answer = service.rest().get(query, "application/json");
    JsonDocument invoice = JsonDocument.of(answer.body());
    Rows table = Rows.of(Format.TABLE, out, COLUMNS);
    List<JsonDocument> lines = invoice.list("lines");
    for (JsonDocument line : lines) {
      table.row(
          line.text("text"),
          line.text("from"),
          line.text("to"),
          line.text("quantity"),
          line.find("unit_price").orElse(""),
          line.text("amount"),
          line.text("currency"));
    }
    for (JsonDocument total : invoice.list("totals")) {
      table.row("total", "", "", "", "", total.text("amount"), total.text("currency"));
    }
    if (lines.isEmpty()) {
      out.println("nothing is to be paid: no cycle begins in this month, or nothing was used in it");
    } else {
      table.end();
    }
    boolean complete = invoice.text("complete").equals("true");
    out.println(
        (complete ? "final" : "may still change") + "; usage is complete until "
            + invoice.text("complete_until"));
  }
}
