/**
 * The Java client of the public gRPC interface, for services and for the launcher's verbs.
 *
 * <p>Prices and volumes are exact decimals, times are instants, periods are half-open. Every call
 * has a deadline. Writes carry the caller's ids, so that a retry is safe; the client retries them
 * itself while the service is away. All classes are safe to use from virtual threads. It depends on
 * gRPC and the generated messages only.
 */
@NullMarked
package dev.quintet.client;

import org.jspecify.annotations.NullMarked;
