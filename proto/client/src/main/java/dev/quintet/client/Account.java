package dev.quintet.client;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A trading account of a user; money in its currency.
 *
 * @param kind {@code demo} or {@code live}
 * @param status {@code active}, {@code suspended} or {@code closed}
 * @param balance what its entries add up to: locked and free
 * @param version 1 when it was opened, one more with each change
 */
public record Account(
    String id,
    String user,
    String platform,
    String broker,
    String number,
    String kind,
    String currency,
    String status,
    BigDecimal balance,
    BigDecimal locked,
    BigDecimal free,
    long version,
    Instant openedAt) {

  /**
   * A change of an account's money.
   *
   * @param id the caller's, unique in the account: sent again, it is recorded once
   * @param reason {@code deposit}, {@code withdrawal}, {@code trade}, {@code fee}, {@code swap} or {@code
   *     correction}
   * @param amount by which the balance changes
   * @param locked by which the locked part changes
   */
  public record Change(
      String id,
      String reason,
      BigDecimal amount,
      String currency,
      BigDecimal locked,
      String note,
      Instant at) {}

  /**
   * A change as it was recorded.
   *
   * @param sequence 1 for the first of its account, without a gap
   */
  public record Entry(
      Change change,
      long sequence,
      BigDecimal balanceAfter,
      BigDecimal lockedAfter,
      Instant recordedAt) {

    static Entry of(dev.quintet.users.v1.Entry entry) {
      return new Entry(
          new Change(
              entry.getEntryId(),
              entry.getReason(),
              new BigDecimal(entry.getAmount()),
              entry.getCurrency(),
              new BigDecimal(entry.getLocked()),
              entry.getNote(),
              Times.ofMicros(entry.getAtMicros())),
          entry.getSequence(),
          new BigDecimal(entry.getBalanceAfter()),
          new BigDecimal(entry.getLockedAfter()),
          Times.ofMicros(entry.getRecordedAtMicros()));
    }
  }

  static Account of(dev.quintet.users.v1.Account account) {
    return new Account(
        account.getAccountId(),
        account.getUserId(),
        account.getPlatform(),
        account.getBroker(),
        account.getNumber(),
        account.getKind(),
        account.getCurrency(),
        account.getStatus(),
        new BigDecimal(account.getBalance()),
        new BigDecimal(account.getLocked()),
        new BigDecimal(account.getFree()),
        account.getVersion(),
        Times.ofMicros(account.getOpenedAtMicros()));
  }
}
