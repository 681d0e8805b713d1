package dev.quintet.adapters.in.rest.trades;

import dev.quintet.application.trades.PositionReading;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/**
 * A position, open or flat.
 *
 * @param store that answered, by its word
 * @param version everything that was recorded of its account up to this sequence is in it
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record CurrentPositionBody(PositionsBody.Position position, String store, long version) {

  static CurrentPositionBody of(PositionReading.Found found) {
    return new CurrentPositionBody(
        PositionsBody.Position.of(found.current().position()),
        found.store(),
        found.current().version());
  }
}
