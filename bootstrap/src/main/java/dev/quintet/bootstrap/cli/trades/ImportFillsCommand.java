package dev.quintet.bootstrap.cli.trades;

import dev.quintet.bootstrap.cli.kit.Failures;
import dev.quintet.bootstrap.cli.kit.Printable;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import dev.quintet.client.QuintetClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
          + "multiplier,rate,ai_confidence,tier."
          + " Times are ISO 8601 with their offset; side is buy or sell; agents are separated by"
          + " ; or |. A commission is what was paid; swap and funding are what was received. A"
          + " multiplier is the units in one of the quantity; a rate is what the currency of the price"
          + " is in that of the account. An ai_confidence is 0 to 1. What a tier says is left out: it is"
          + " that of the user when the fill is recorded.",
      "",
      "Deals of MetaTrader 5 are known by their header (Time,Deal,Symbol,Type,Direction,Volume,Price,"
          + "Order,Commission,Fee,Swap,Profit,Balance,Comment). They are of one account; balance deals"
          + " become entries of its money, and what is neither is named. A line whose balance contradicts"
          + " the lines before it is named and recorded. An account that is made nets at average cost.",
      ""
    },
    footer = {
      "",
      "Prints: recorded N  repeated N  refused N, and why each one was refused; then waits up to 30 s"
          + " until every store has what was recorded.",
      "Exit codes: 0 every fill is recorded; 1 a line was refused, contradicts another, or a file cannot"
          + " be read; 2 wrong usage; 3 no service."
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

  @Option(
      names = "--layout",
      paramLabel = "LAYOUT",
      description = "fills or mt5; without it by the header.")
  private @Nullable String layout;

  @Option(names = "--account", description = "Whose deals they are (mt5).")
  private @Nullable String account;

  @Option(
      names = "--zone",
      description = "Time zone of the broker's server, as Europe/Athens or +02:00 (mt5).")
  private @Nullable ZoneId zone;

  @Option(
      names = "--contract-size",
      paramLabel = "SYMBOL=UNITS",
      description = "Units of the symbol in a lot (mt5); for each symbol.")
  private Map<String, BigDecimal> sizes = new HashMap<>();

  @Option(
      names = "--rate",
      paramLabel = "SYMBOL=RATE",
      description =
          "What the currency of the symbol's price is in that of the account (mt5); 1 if not given.")
  private Map<String, BigDecimal> rates = new HashMap<>();

  @Spec private CommandSpec spec = CommandSpec.create();

  private int shown;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Mt5Deals deals = deals();
    try (QuintetClient client = service.connect(Duration.ofSeconds(30))) {
      FillImport fills =
          new FillImport(
              client,
              currency == null ? null : new ImportedAccounts.Made(currency, user),
              deals,
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
          "recorded %d  repeated %d  refused %d%s%n",
          fills.recorded(),
          fills.repeated(),
          fills.refused(),
          deals == null
              ? ""
              : "  entries %d  skipped %d  contradictions %d"
                  .formatted(fills.entries(), fills.skipped(), fills.contradictions()));
      out.flush();
      for (String operation : fills.unsettled(LONGEST_WAIT)) {
        show("recorded; other stores follow later: ./quintet receipt " + operation);
      }
      return readable && fills.refused() + fills.contradictions() == 0 ? 0 : Failures.FAILED;
    }
  }

  private @Nullable Mt5Deals deals() {
    boolean mt5 = layout == null ? account != null : layout.equals("mt5");
    if (layout != null && !mt5 && !layout.equals("fills")) {
      throw new ParameterException(spec.commandLine(), "--layout is fills or mt5");
    }
    if (!mt5) {
      return null;
    }
    if (account == null) {
      throw new ParameterException(spec.commandLine(), "--layout mt5 needs --account");
    }
    return new Mt5Deals(new Mt5Deals.Terms(account, zone, sizes, rates));
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
