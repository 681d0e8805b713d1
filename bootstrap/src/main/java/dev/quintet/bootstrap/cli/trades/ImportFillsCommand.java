package dev.quintet.bootstrap.cli.trades;

import dev.quintet.bootstrap.cli.kit.Failures;
import dev.quintet.bootstrap.cli.kit.Printable;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import dev.quintet.client.QuintetClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "fills",
    mixinStandardHelpOptions = true,
    description = {
      "Records the fills of CSV files, in their order. What was recorded before stays as it is.",
      "",
      "The header names the columns: time,id,account,symbol,side,quantity,price and perhaps"
          + " commission,swap,funding,currency,strategy,agents,position,decision,order,execution,"
          + "multiplier,rate."
          + " Times are ISO 8601 with their offset; side is buy or sell; agents are separated by"
          + " ; or |. A commission is what was paid; swap and funding are what was received. A"
          + " multiplier is the units in one of the quantity; a rate is what the currency of the price"
          + " is in that of the account.",
      ""
    },
    footer = {
      "",
      "Prints: recorded N  repeated N  refused N, and why each one was refused; then waits up to 30 s"
          + " until every store has what was recorded.",
      "Exit codes: 0 every fill is recorded; 1 a fill was refused or a file cannot be read; 2 wrong"
          + " usage; 3 no service."
    })
public final class ImportFillsCommand implements Callable<Integer> {

  private static final int MOST_SHOWN = 20;

  /** For the stores behind that of the record. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "CSV files, in their order.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--create-account",
      paramLabel = "CURRENCY",
      description = "Opens accounts that are not there, in this currency of ISO 4217.")
  private @Nullable String currency;

  @Option(
      names = "--user",
      defaultValue = "trader",
      description = "Whose they are then; made if it is not there (default: ${DEFAULT-VALUE}).")
  private String user = "trader";

  @Spec private CommandSpec spec = CommandSpec.create();

  private int shown;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (QuintetClient client = service.connect(Duration.ofSeconds(30))) {
      FillImport fills =
          new FillImport(
              client,
              currency == null ? null : new FillImport.NewAccounts(currency, user),
              this::show);
      boolean readable = true;
      for (Path file : files) {
        try {
          fills.add(file);
        } catch (FillRow.Unreadable e) {
          show(file.getFileName() + ": " + e.getMessage());
          readable = false;
        }
      }
      out.printf(
          "recorded %d  repeated %d  refused %d%n",
          fills.recorded(), fills.repeated(), fills.refused());
      out.flush();
      for (String operation : fills.unsettled(LONGEST_WAIT)) {
        show("recorded; other stores follow later: ./quintet receipt " + operation);
      }
      return readable && fills.refused() == 0 ? 0 : Failures.FAILED;
    }
  }

  private void show(String refusal) {
    if (shown <= MOST_SHOWN) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("quintet: " + (shown == MOST_SHOWN ? "..." : Printable.of(refusal)));
      err.flush();
    }
    shown++;
  }
}
