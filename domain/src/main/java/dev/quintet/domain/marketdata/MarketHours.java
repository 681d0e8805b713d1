package dev.quintet.domain.marketdata;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * The weekly sessions of a class of symbols. Forex trades from Sunday 17:00 to Friday 17:00 in New
 * York; spot metals from Sunday 18:00 with a break from 17:00 to 18:00 each day; everything else,
 * like crypto, around the clock. Holidays are not known.
 */
public enum MarketHours {
  FOREX(Duration.ofHours(1)),
  METALS(Duration.ofHours(1)),
  ALWAYS(Duration.ofDays(1));

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final LocalTime CLOSE = LocalTime.of(17, 0);
  private static final LocalTime METALS_OPEN = LocalTime.of(18, 0);
  private static final Set<String> CURRENCIES =
      Set.of(
          "AUD", "BRL", "CAD", "CHF", "CNH", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF",
          "IDR", "ILS", "INR", "JPY", "KRW", "MXN", "MYR", "NOK", "NZD", "PHP", "PLN", "RON",
          "RUB", "SEK", "SGD", "THB", "TRY", "TWD", "USD", "ZAR");
  private static final Set<String> METAL_CODES = Set.of("XAU", "XAG", "XPT", "XPD");

  private final Duration longestQuiet;

  MarketHours(Duration longestQuiet) {
    this.longestQuiet = longestQuiet;
  }

  /** The class of a symbol by its name: {@code EURUSD} or {@code EUR/USD}, {@code XAUUSD}. */
  public static MarketHours of(Symbol symbol) {
    String letters = symbol.value().replaceAll("[^A-Z]", "");
    if (letters.length() != 6 || !CURRENCIES.contains(letters.substring(3))) {
      return ALWAYS;
    }
    String base = letters.substring(0, 3);
    if (METAL_CODES.contains(base)) {
      return METALS;
    }
    return CURRENCIES.contains(base) ? FOREX : ALWAYS;
  }

  /** An open market without ticks for longer than this is taken for ticks not received. */
  public Duration longestQuiet() {
    return longestQuiet;
  }

  public boolean openAt(Instant instant) {
    if (this == ALWAYS) {
      return true;
    }
    ZonedDateTime local = instant.atZone(NEW_YORK);
    LocalTime time = local.toLocalTime();
    LocalTime open = this == METALS ? METALS_OPEN : CLOSE;
    return switch (local.getDayOfWeek()) {
      case SATURDAY -> false;
      case SUNDAY -> !time.isBefore(open);
      case FRIDAY -> time.isBefore(CLOSE);
      case MONDAY, TUESDAY, WEDNESDAY, THURSDAY ->
          time.isBefore(CLOSE) || !time.isBefore(open);
    };
  }

  /** The next instant after {@code instant} at which the market opens or closes; {@code end} if none before it. */
  public Instant nextChange(Instant instant, Instant end) {
    if (this == ALWAYS) {
      return end;
    }
    boolean open = openAt(instant);
    ZonedDateTime next = instant.atZone(NEW_YORK).withMinute(0).withSecond(0).withNano(0);
    do {
      next = next.plusHours(1);
      if (!next.toInstant().isBefore(end)) {
        return end;
      }
    } while (openAt(next.toInstant()) == open);
    return next.toInstant();
  }
}
