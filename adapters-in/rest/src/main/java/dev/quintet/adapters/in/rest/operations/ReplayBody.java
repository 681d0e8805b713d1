package dev.quintet.adapters.in.rest.operations;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/**
 * What is delivered again.
 *
 * @param replayed changes that were parked
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record ReplayBody(int replayed) {}
