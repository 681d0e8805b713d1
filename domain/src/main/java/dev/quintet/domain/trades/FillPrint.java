package dev.quintet.domain.trades;

/**
 * A fill of which a store says no more than what tells it from others. The ids are as the store has them,
 * and need not be ids that can be recorded.
 *
 * @param hash the first 64 bits of the SHA-256 of all that the store keeps of it: {@link DayCheck#hash}
 * @param pending the store that is asked about does not have this version of it yet
 */
public record FillPrint(String account, String trade, long hash, boolean pending) {

  public static FillPrint of(RecordedFill fill, boolean pending) {
    return new FillPrint(
        fill.fill().account().value(), fill.fill().id().value(), DayCheck.hash(fill), pending);
  }

  /** A trade, by the fill that closed. */
  public static FillPrint of(Trade trade, boolean pending) {
    return new FillPrint(
        trade.position().account().value(),
        trade.closed().value(),
        DayCheck.hash(trade),
        pending);
  }

  /** By which the record knows it; no account has an {@code @} in its id. */
  public String key() {
    return trade + "@" + account;
  }
}
