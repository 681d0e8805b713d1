package dev.quintet.client;

import dev.quintet.trades.v1.RefusedFill;
import java.util.List;

/**
 * What became of fills, or of events.
 *
 * @param repeated recorded before, with the same content
 * @param receipts of what is recorded, in the order of the fills; none if nobody waited
 */
public record TradeReport(
    int recorded, int repeated, List<Refused> refused, List<Receipt> receipts) {

  /**
   * One that was not recorded.
   *
   * @param index among those that were sent, from 0
   * @param kind the word of a {@link QuintetException.Kind}
   */
  public record Refused(int index, String kind, String reason) {}

  static TradeReport of(
      int recorded,
      int repeated,
      List<RefusedFill> refused,
      List<dev.quintet.trades.v1.Receipt> receipts) {
    return new TradeReport(
        recorded,
        repeated,
        refused.stream()
            .map(it -> new Refused(it.getIndex(), it.getKind(), it.getReason()))
            .toList(),
        receipts.stream().map(Receipt::of).toList());
  }
}
