package dev.quintet.bootstrap.cli.trades;

import dev.quintet.client.Account;
import dev.quintet.client.Fill;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.QuintetException;
import dev.quintet.client.QuintetException.Kind;
import dev.quintet.client.Trades;
import dev.quintet.client.User;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Sends the fills of files in their order, and counts what became of them. */
final class FillImport {

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreEmptyLines(true)
          .setIgnoreSurroundingSpaces(true)
          .get();

  /** A fault of one fill of a call. */
  private static final Pattern PLACE = Pattern.compile("fills\\[(\\d{1,3})]\\.(.*)");

  private final QuintetClient client;
  private final @Nullable NewAccounts made;
  private final Consumer<String> refusals;
  private final Map<String, String> currencies = new HashMap<>();
  /** By account. */
  private final Map<String, String> last = new TreeMap<>();

  private final List<Line> waiting = new ArrayList<>();
  private long recorded;
  private long repeated;
  private long refused;

  /**
   * Accounts that are not there are opened.
   *
   * @param user whose they are; made if it is not there
   */
  record NewAccounts(String currency, String user) {}

  private record Line(String place, Fill fill) {}

  /**
   * @param made null: a fill of an account that is not there is refused
   * @param refusals is given each fill that is not recorded
   */
  FillImport(QuintetClient client, @Nullable NewAccounts made, Consumer<String> refusals) {
    this.client = client;
    this.made = made;
    this.refusals = refusals;
  }

  void add(Path file) throws IOException, FillRow.Unreadable {
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser lines = CSVParser.builder().setReader(text).setFormat(FORMAT).get()) {
      FillRow.require(lines.getHeaderNames());
      for (CSVRecord cells : lines) {
        FillRow row = new FillRow(lines.getCurrentLineNumber(), cells);
        String place = file.getFileName() + ":" + row.line();
        try {
          waiting.add(new Line(place, row.fill(currency(row.account()))));
        } catch (FillRow.Unreadable e) {
          refuse(place, String.valueOf(e.getMessage()));
        }
        if (waiting.size() == Trades.MOST_FILLS) {
          send();
        }
      }
      send();
    }
  }

  private void refuse(String place, String reason) {
    refused++;
    refusals.accept(place + ": " + reason);
  }

  private String currency(String account) throws FillRow.Unreadable {
    String known = currencies.get(account);
    if (known != null) {
      return known;
    }
    String found;
    try {
      found = client.users().account(account).currency();
    } catch (QuintetException e) {
      if (e.kind() != Kind.NOT_FOUND && e.kind() != Kind.INVALID) {
        throw e;
      }
      if (made == null || e.kind() == Kind.INVALID) {
        throw new FillRow.Unreadable(e.detail());
      }
      found = open(account, made).currency();
    }
    currencies.put(account, found);
    return found;
  }

  private Account open(String account, NewAccounts as) {
    try {
      User unused = client.users().byId(as.user());
    } catch (QuintetException e) {
      if (e.kind() != Kind.NOT_FOUND) {
        throw e;
      }
      User.Profile profile =
          new User.Profile(as.user() + "@example.com", as.user(), "free", Map.of());
      User unused = client.users().create(as.user(), profile, null);
    }
    return client
        .users()
        .openAccount(account, as.user(), "import", "Imported", account, "demo", as.currency());
  }

  /** Lines whose fault refuses a whole call are left out, and the others sent again. */
  private void send() {
    while (!waiting.isEmpty()) {
      try {
        Trades.Report report = client.trades().record(waiting.stream().map(Line::fill).toList());
        recorded += report.recorded();
        repeated += report.repeated();
        Set<Integer> others = new HashSet<>();
        for (Trades.Refused one : report.refused()) {
          others.add(one.index());
          refuse(waiting.get(one.index()).place(), one.kind().replace('_', ' ') + ": " + one.reason());
        }
        for (int i = 0; i < waiting.size(); i++) {
          Fill fill = waiting.get(i).fill();
          if (!others.contains(i)) {
            last.put(fill.account(), "fill:" + fill.id() + "@" + fill.account());
          }
        }
        waiting.clear();
      } catch (QuintetException e) {
        Matcher place = PLACE.matcher(e.detail());
        if (e.kind() != Kind.INVALID || !place.matches()) {
          throw e;
        }
        Line faulty = waiting.remove(Integer.parseInt(place.group(1)));
        refuse(faulty.place(), place.group(2));
      }
    }
  }

  /**
   * Waits until every store has what was recorded: those of an account have it in its order.
   *
   * @param most at most so long
   * @return the operations that are not there yet
   */
  List<String> unsettled(Duration most) {
    Instant end = Instant.now().plus(most);
    return last.values().stream().filter(operation -> !settled(operation, end)).toList();
  }

  private boolean settled(String operation, Instant end) {
    Duration left = Duration.between(Instant.now(), end);
    return client
        .trades()
        .await(operation, List.of(), left.isNegative() ? Duration.ZERO : left)
        .legs()
        .stream()
        .allMatch(leg -> leg.state().equals("committed"));
  }

  long recorded() {
    return recorded;
  }

  long repeated() {
    return repeated;
  }

  long refused() {
    return refused;
  }
}
