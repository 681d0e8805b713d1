package dev.quintet.benchmarks;

import dev.quintet.client.QuintetClient;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Sha256;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.Costs;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.FillLog;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.Side;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A fill, durable, in process: the ledger of writes, fill, position, what it closes, the account's entry, and
 * a row of the outbox with its receipt, under tenant context and row security. Beside it {@link BareTrades}:
 * the same statements by pgjdbc on a pool, as a user for whom no row security holds, which know beforehand
 * what to write. Each side has an account of its own, and fills that open and close a unit in turns; nobody
 * delivers the rows of the outbox. One caller, 3,000 fills a turn ({@code --rows}); before the first round
 * three rounds do not count. Ratio: p50 to p50.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar run trade-write</pre>
 */
final class TradeWrites {

  /** A store that nobody delivers to. */
  private static final String NOBODY = "benchmark";

  private static final int ROUNDS = 7;
  private static final int WARM_UP = 3;
  private static final int FILLS = 3_000;
  private static final TenantId TENANT = new TenantId("demo");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private TradeWrites() {}

  static Samples run(Run run) throws Exception {
    int fills = run.rows().orElse(FILLS);
    try (Quintet quintet = run.startQuintet()) {
      openAccounts(quintet, "own", "bare");
      int[] number = new int[1];
      try (Adapters adapters = Adapters.on(quintet.stores());
          BarePostgres bare = quintet.stores().postgres(1)) {
        FillLog log = adapters.fills();
        BareTrades trades = new BareTrades(bare, "bare", NOBODY);
        String payload = payload(fill("bare", 1));
        Rounds rounds =
            new Rounds(run, WARM_UP, ROUNDS)
                .side("Quintet", round -> median(fills, () -> append(log, ++number[0])))
                .side("JDBC", round -> median(fills, () -> trades.record(payload)))
                .measure();
        rounds.print("p50 %5.0f us (%s)", millis -> millis * 1_000);
        return rounds.ratio("Quintet", "JDBC");
      }
    }
  }

  /** Of the demo tenant and its user ann, in EUR. */
  static void openAccounts(Quintet quintet, String... accounts) {
    try (QuintetClient client = quintet.client()) {
      UserReads.addUser(client);
      for (String account : accounts) {
        client
            .users()
            .openAccount(account, UserReads.USER, "mt5", "Acme", account, "live", "EUR");
      }
    }
  }

  /** One that opens a unit for an odd number, and closes it for an even one. */
  static Fill fill(String account, int number) {
    boolean closes = number % 2 == 0;
    return new Fill(
        new TradeId("t-" + number),
        new AccountId(account),
        new Symbol("DAX"),
        closes ? Side.SELL : Side.BUY,
        BigDecimal.ONE,
        new BigDecimal(closes ? "101" : "100"),
        Costs.none(Money.currency("EUR")),
        Instant.now(),
        new Fill.Origin("", "trend", List.of(), "", "", ""));
  }

  /** The same as the client sends it. */
  static dev.quintet.client.Fill sent(String account, int number) {
    Fill fill = fill(account, number);
    return new dev.quintet.client.Fill(
        fill.id().value(),
        account,
        fill.symbol().value(),
        Words.of(fill.side()),
        fill.quantity(),
        fill.price(),
        dev.quintet.client.Fill.Costs.none("EUR"),
        fill.at(),
        dev.quintet.client.Fill.Origin.NONE);
  }

  static String payload(Fill fill) {
    return FillChange.of(
            new RecordedFill(fill, new UserId(UserReads.USER), Tier.PRO, 1, fill.at()),
                List.of(),
                1,
                true)
        .getFirst()
        .payload();
  }

  private static double median(int calls, Latency.Call call) throws Exception {
    return Latency.millis(calls, call).median();
  }

  private static void append(FillLog log, int number) {
    Fill fill = fill("own", number);
    Write write =
        new Write(
            new Subject(TENANT, ServiceName.of(Role.SERVICE), null),
            "fill",
            "own/" + fill.id(),
            Sha256.hex(fill.toString()),
            fill.at(),
            "1",
            null);
    Answer.Recorded unused =
        log.append(TENANT, fill, Set.of(NOBODY), write, Deadline.after(PATIENCE));
  }
}
