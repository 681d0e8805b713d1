package dev.quintet.domain.users;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Words;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * A change of an account's money.
 *
 * @param sequence 1 for the first of its account, without a gap
 * @param after what the account has with it
 * @param recordedAt UTC, microseconds
 */
public record AccountEntry(
    Change change, long sequence, TradingAccount.Funds after, Instant recordedAt) {

  /** Ids of entries that are booked with a fill begin so; no caller's may. */
  public static final String OF_FILLS = "fill:";

  /** Those that are booked with another event of trading begin so; no caller's may. */
  public static final String OF_EVENTS = "event:";

  /** Those of margins begin so; no caller's may. */
  public static final String OF_MARGINS = "margin:";

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
  private static final int LONGEST_NOTE = 200;

  /** Why money changes. */
  public enum Reason {
    DEPOSIT,
    WITHDRAWAL,
    TRADE,
    FEE,
    SWAP,
    CORRECTION;

    public static Reason of(String word) {
      return Words.find("reason", word, values(), Words::of);
    }
  }

  /**
   * A change as it is asked for.
   *
   * @param id the caller's, 1 to 128 of {@code A-Z a-z 0-9 . _ : -}, unique in the account
   * @param amount by which the total changes: positive for a deposit, negative for a withdrawal, not
   *     positive for a fee
   * @param locked by which the locked part changes
   * @param note for people, at most {@value #LONGEST_NOTE} characters
   * @param at when it happened, microseconds
   */
  public record Change(String id, Reason reason, Money amount, Money locked, String note, Instant at) {

    public Change {
      if (!ID.matcher(id).matches()) {
        throw ProblemException.invalid(
            "entry_id", "must be 1 to 128 characters of A-Z, a-z, 0-9 and . _ : -");
      }
      if (!amount.currency().equals(locked.currency())) {
        throw ProblemException.invalid("currency", "must be one");
      }
      if (amount.isZero() && locked.isZero()) {
        throw ProblemException.invalid("amount", "changes nothing");
      }
      switch (reason) {
        case DEPOSIT -> require(!amount.isNegative(), "is negative, and no deposit");
        case WITHDRAWAL -> require(amount.negated().amount().signum() >= 0, "is positive, and no withdrawal");
        case FEE -> require(amount.amount().signum() <= 0, "is positive, and no fee");
        case TRADE, SWAP, CORRECTION -> {}
      }
      if (note.length() > LONGEST_NOTE || !Likeness.isVisible(note)) {
        throw ProblemException.invalid(
            "note", "must be at most " + LONGEST_NOTE + " visible characters");
      }
      at = at.truncatedTo(ChronoUnit.MICROS);
    }

    private static void require(boolean fits, String reason) {
      if (!fits) {
        throw ProblemException.invalid("amount", reason);
      }
    }

    /** The part that is locked, or what is withdrawn, must be there; losses need not. */
    public boolean needsFree() {
      return reason == Reason.WITHDRAWAL || locked.amount().signum() > 0;
    }
  }

  public AccountEntry {
    recordedAt = recordedAt.truncatedTo(ChronoUnit.MICROS);
  }
}
