package dev.quintet.bootstrap.cli.marketdata.files;

import java.util.Locale;
import java.util.Set;

/** What a row of a file is. */
public enum Kind {
  QUOTE("quotes", Meaning.BID, Meaning.ASK),
  TRADE("trade prints", Meaning.PRICE),
  BAR("bars", Meaning.OPEN, Meaning.HIGH, Meaning.LOW, Meaning.CLOSE);

  private final String plural;
  private final Set<Meaning> prices;

  Kind(String plural, Meaning... prices) {
    this.plural = plural;
    this.prices = Set.of(prices);
  }

  /** The columns without which there is no such row. */
  Set<Meaning> prices() {
    return prices;
  }

  /** Whether rows of this kind have such a value. */
  boolean has(Meaning meaning) {
    return prices.contains(meaning) || (meaning.shared() && (this != BAR || meaning != Meaning.SEQUENCE));
  }

  String plural() {
    return plural;
  }

  static Kind of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
