package dev.quintet.adapters.in.rest.trades;

import dev.quintet.application.trades.Signals;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/**
 * The latest signal of a symbol.
 *
 * @param store that answered, by its word
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record LatestSignalBody(SignalsBody.Signal signal, String store) {

  static LatestSignalBody of(Signals.Latest latest) {
    return new LatestSignalBody(SignalsBody.Signal.of(latest.recorded()), latest.store());
  }
}
