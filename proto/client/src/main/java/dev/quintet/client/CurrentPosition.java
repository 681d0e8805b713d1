package dev.quintet.client;

import dev.quintet.trades.v1.GetPositionResponse;

/**
 * A position, open or flat.
 *
 * @param store that answered, by its word
 * @param version everything that was recorded of its account up to this sequence is in it
 */
public record CurrentPosition(Position position, String store, long version) {

  static CurrentPosition of(GetPositionResponse answer) {
    return new CurrentPosition(
        Position.of(answer.getPosition()), answer.getStore(), answer.getVersion());
  }
}
