package dev.quintet.bootstrap.cli.trades;

import dev.quintet.client.Account;
import dev.quintet.client.Fill;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.QuintetException;
import dev.quintet.client.TradeReport;
import dev.quintet.client.QuintetException.Kind;
import dev.quintet.client.Trades;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
  private final ImportedAccounts accounts;
  private final Consumer<String> refusals;
  /** By account. */
  private final Map<String, String> last = new TreeMap<>();

  private final List<Line> waiting = new ArrayList<>();
  private final @Nullable Mt5Deals deals;
  private long recorded;
  private long repeated;
  private long refused;
  private long entries;
  private long skipped;
  private long contradictions;

  private record Line(String place, Fill fill) {}

  /**
   * @param made null: a fill of an account that is not there is refused
   * @param deals how deals of MetaTrader 5 are read; null: files are of fills
   * @param refusals is given each line that is not recorded, or contradicts another
   */
  FillImport(
      QuintetClient client,
      ImportedAccounts.@Nullable Made made,
      @Nullable Mt5Deals deals,
      Consumer<String> refusals) {
    this.deals = deals;
    this.client = client;
    this.accounts = new ImportedAccounts(client, made, deals != null);
    this.refusals = refusals;
  }

  void add(Path file) throws IOException, FillRow.Unreadable {
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser lines = CSVParser.builder().setReader(text).setFormat(FORMAT).get()) {
      if (lines.getHeaderNames().equals(Mt5Deals.HEADER)) {
        addDeals(file.getFileName().toString(), lines);
        return;
      }
      if (deals != null) {
        throw new FillRow.Unreadable(
            "the header of deals is " + String.join(",", Mt5Deals.HEADER));
      }
      FillRow.require(lines.getHeaderNames());
      for (CSVRecord cells : lines) {
        FillRow row = new FillRow(lines.getCurrentLineNumber(), cells);
        String place = file.getFileName() + ":" + row.line();
        try {
          waiting.add(new Line(place, row.fill(accounts.currency(row.account()))));
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

  private void addDeals(String name, CSVParser lines) throws FillRow.Unreadable {
    Mt5Deals of = deals;
    if (of == null) {
      throw new FillRow.Unreadable("these are deals of MetaTrader 5: whose, says --account");
    }
    String currency = accounts.currency(of.account());
    for (CSVRecord cells : lines) {
      String place = name + ":" + lines.getCurrentLineNumber();
      try {
        if (cells.size() != Mt5Deals.HEADER.size()) {
          throw new FillRow.Unreadable(
              "has " + cells.size() + " cells instead of " + Mt5Deals.HEADER.size());
        }
        of.contradiction(cells)
            .ifPresent(
                reason -> {
                  contradictions++;
                  refusals.accept(place + ": " + reason);
                });
        switch (of.read(cells, currency)) {
          case Mt5Deals.Trade it -> waiting.add(new Line(place, it.fill()));
          case Mt5Deals.Booking it -> book(place, of.account(), it.change());
          case Mt5Deals.Skipped it -> {
            skipped++;
            refusals.accept(place + ": skipped: " + it.reason());
          }
        }
      } catch (FillRow.Unreadable e) {
        refuse(place, String.valueOf(e.getMessage()));
      }
      if (waiting.size() == Trades.MOST_FILLS) {
        send();
      }
    }
    send();
    of.balance().ifPresent(stated -> compare(name, of.account(), stated));
  }

  /** Behind the fills before it. */
  private void book(String place, String account, Account.Change change) {
    send();
    try {
      Account.Entry unused = client.users().append(account, change);
      entries++;
    } catch (QuintetException e) {
      if (e.kind() == Kind.UNAVAILABLE || e.kind() == Kind.OUTCOME_UNKNOWN) {
        throw e;
      }
      refuse(place, e.detail());
    }
  }

  private void compare(String name, String account, BigDecimal stated) {
    BigDecimal is = client.users().account(account).balance();
    if (is.compareTo(stated) != 0) {
      refusals.accept(
          name
              + ": ends with a balance of "
              + stated.toPlainString()
              + ", and account "
              + account
              + " has "
              + is.stripTrailingZeros().toPlainString());
    }
  }

  private void refuse(String place, String reason) {
    refused++;
    refusals.accept(place + ": " + reason);
  }

  /** Lines whose fault refuses a whole call are left out, and the others sent again. */
  private void send() {
    while (!waiting.isEmpty()) {
      try {
        TradeReport report = client.trades().record(waiting.stream().map(Line::fill).toList());
        recorded += report.recorded();
        repeated += report.repeated();
        Set<Integer> others = new HashSet<>();
        for (TradeReport.Refused one : report.refused()) {
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

  /** Of the money of accounts, recorded now or before. */
  long entries() {
    return entries;
  }

  long skipped() {
    return skipped;
  }

  long contradictions() {
    return contradictions;
  }
}
