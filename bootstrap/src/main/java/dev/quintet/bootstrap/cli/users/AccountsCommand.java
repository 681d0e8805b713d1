package dev.quintet.bootstrap.cli.users;

import dev.quintet.bootstrap.cli.kit.Output;
import dev.quintet.bootstrap.cli.kit.Printable;
import dev.quintet.bootstrap.cli.kit.Rows;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import dev.quintet.client.Account;
import dev.quintet.client.QuintetClient;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trading accounts and the entries that change their money. */
@Command(
    name = "accounts",
    mixinStandardHelpOptions = true,
    description = "Lists trading accounts with what they hold, or opens one and changes its money.",
    subcommands = {
      AccountsCommand.Open.class,
      AccountsCommand.Enter.class,
      AccountsCommand.Entries.class,
      AccountsCommand.Set.class
    })
public final class AccountsCommand implements Callable<Integer> {

  private static final List<String> COLUMNS =
      List.of(
          "account", "user", "platform", "broker", "number", "kind", "status", "currency", "balance",
          "locked", "free");
  private static final List<String> ENTRY_COLUMNS =
      List.of(
          "sequence", "entry", "reason", "amount", "currency", "balance_after", "locked_after", "at",
          "note");

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Mixin private Output output = new Output();

  @Option(names = "--user", description = "Only those of that user.")
  private @Nullable String user;

  @Override
  public Integer call() {
    try (QuintetClient client = service.connect()) {
      Rows rows = output.rows(COLUMNS);
      boolean any = false;
      for (Account account : client.users().accounts(user)) {
        rows.row(row(account).values().toArray());
        any = true;
      }
      rows.end();
      if (!any) {
        output.explain("there are no accounts");
      }
      return 0;
    }
  }

  private static Map<String, Object> row(Account account) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("account", account.id());
    row.put("user", account.user());
    row.put("platform", account.platform());
    row.put("broker", Printable.of(account.broker()));
    row.put("number", Printable.of(account.number()));
    row.put("kind", account.kind());
    row.put("status", account.status());
    row.put("currency", account.currency());
    row.put("balance", account.balance());
    row.put("locked", account.locked());
    row.put("free", account.free());
    return row;
  }

  private static Map<String, Object> row(Account.Entry entry) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("sequence", entry.sequence());
    row.put("entry", entry.change().id());
    row.put("reason", entry.change().reason());
    row.put("amount", entry.change().amount());
    row.put("currency", entry.change().currency());
    row.put("balance_after", entry.balanceAfter());
    row.put("locked_after", entry.lockedAfter());
    row.put("at", entry.change().at().toString());
    row.put("note", Printable.of(entry.change().note()));
    return row;
  }

  /** Opens an account. */
  @Command(
      name = "open",
      mixinStandardHelpOptions = true,
      description = "Opens an account without money; the same again changes nothing.")
  static final class Open implements Callable<Integer> {

    @Mixin private ServiceOptions service = new ServiceOptions();

    @Mixin private Output output = new Output();

    @Parameters(paramLabel = "ACCOUNT", description = "Its id.")
    private String id = "";

    @Option(names = "--user", required = true, description = "Whose it is.")
    private String user = "";

    @Option(names = "--platform", defaultValue = "mt5", description = "Such as mt5.")
    private String platform = "mt5";

    @Option(names = "--broker", required = true, description = "Where it is.")
    private String broker = "";

    @Option(names = "--number", required = true, description = "As the broker knows it.")
    private String number = "";

    @Option(names = "--kind", defaultValue = "demo", description = "demo or live.")
    private String kind = "demo";

    @Option(names = "--currency", required = true, description = "Of ISO 4217, as EUR.")
    private String currency = "";

    @Override
    public Integer call() {
      try (QuintetClient client = service.connect()) {
        output.print(
            row(
                client
                    .users()
                    .openAccount(id, user, platform, broker, number, kind, currency)));
        return 0;
      }
    }
  }

  /** Records an entry. */
  @Command(
      name = "enter",
      mixinStandardHelpOptions = true,
      description = "Records a change of an account's money, once for its id.")
  static final class Enter implements Callable<Integer> {

    @Mixin private ServiceOptions service = new ServiceOptions();

    @Mixin private Output output = new Output();

    @Parameters(index = "0", paramLabel = "ACCOUNT", description = "Its id.")
    private String account = "";

    @Parameters(
        index = "1",
        paramLabel = "REASON",
        description = "deposit, withdrawal, trade, fee, swap or correction.")
    private String reason = "";

    @Option(
        names = "--amount",
        required = true,
        description = "By which the balance changes; a withdrawal is negative: --amount=-5.")
    private BigDecimal amount = BigDecimal.ZERO;

    @Option(names = "--id", required = true, description = "Sent again, it is recorded once.")
    private String id = "";

    @Option(names = "--currency", required = true, description = "The account's.")
    private String currency = "";

    @Option(names = "--lock", defaultValue = "0", description = "By which the locked part changes.")
    private BigDecimal locked = BigDecimal.ZERO;

    @Option(names = "--note", defaultValue = "", description = "For people.")
    private String note = "";

    @Option(
        names = "--at",
        required = true,
        paramLabel = "T",
        description = "When it happened: an ISO-8601 instant, or a day (UTC).")
    private Instant at = Instant.EPOCH;

    @Override
    public Integer call() {
      try (QuintetClient client = service.connect()) {
        Account.Change change =
            new Account.Change(id, reason, amount, currency, locked, note, at);
        output.print(row(client.users().append(account, change)));
        return 0;
      }
    }
  }

  /** Lists entries. */
  @Command(
      name = "entries",
      mixinStandardHelpOptions = true,
      description = "Lists the entries of an account in their order.")
  static final class Entries implements Callable<Integer> {

    @Mixin private ServiceOptions service = new ServiceOptions();

    @Mixin private Output output = new Output();

    @Parameters(paramLabel = "ACCOUNT", description = "Its id.")
    private String account = "";

    @Override
    public Integer call() {
      try (QuintetClient client = service.connect()) {
        Rows rows = output.rows(ENTRY_COLUMNS);
        for (Account.Entry entry : client.users().entries(account)) {
          rows.row(row(entry).values().toArray());
        }
        rows.end();
        return 0;
      }
    }
  }

  /** Sets a status. */
  @Command(
      name = "set",
      mixinStandardHelpOptions = true,
      description = "Sets the status of an account; a closed one stays closed.")
  static final class Set implements Callable<Integer> {

    @Mixin private ServiceOptions service = new ServiceOptions();

    @Mixin private Output output = new Output();

    @Parameters(index = "0", paramLabel = "ACCOUNT", description = "Its id.")
    private String account = "";

    @Parameters(index = "1", paramLabel = "STATUS", description = "active, suspended or closed.")
    private String status = "";

    @Override
    public Integer call() {
      try (QuintetClient client = service.connect()) {
        output.print(row(client.users().setStatus(account, status)));
        return 0;
      }
    }
  }
}
