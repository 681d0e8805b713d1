package dev.quintet.bootstrap.cli.marketdata.files;

import java.util.Locale;
import java.util.Set;

/** What a column can hold, with the names under which it is known. */
enum Meaning {
  TIME(
      "time", "timestamp", "datetime", "ts", "utc", "gmttime", "unix", "unixtime", "epoch",
      "opentime", "tradetime", "transacttime", "participanttimestamp", "siptimestamp"),
  DATE("date", "day"),
  SYMBOL("symbol", "ticker", "instrument", "pair", "currencypair"),
  SEQUENCE("sequence", "sequencenumber", "seq", "tradeid", "aggtradeid", "tid", "id"),
  BID("bid", "bidprice", "bestbid"),
  ASK("ask", "askprice", "bestask", "offer"),
  PRICE("price", "last", "lastprice", "tradeprice"),
  OPEN("open", "o"),
  HIGH("high", "h"),
  LOW("low", "l"),
  CLOSE("close", "c"),
  VOLUME("volume", "vol", "v", "amount", "size", "quantity", "qty", "lastsize", "tradesize", "tickvol");

  private final Set<String> names;

  Meaning(String... names) {
    this.names = Set.of(names);
  }

  /** Whether rows of several kinds have it. */
  boolean shared() {
    return this == TIME || this == DATE || this == SYMBOL || this == SEQUENCE || this == VOLUME;
  }

  /** Whether a column of this name is usually this. */
  boolean isNamed(String column) {
    return names.contains(letters(column));
  }

  /** {@code <BID>} and {@code Bid Price} are bid and bidprice. */
  static String letters(String column) {
    StringBuilder letters = new StringBuilder();
    column.toLowerCase(Locale.ROOT).chars().filter(Character::isLetterOrDigit)
        .forEach(letters::appendCodePoint);
    return letters.toString();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
