/**
 * {@code quintet.marketdata.v1}: ticks as columns, quotes, bars and coverage.
 *
 * <p>What one stream of batches, one tenant and all tenants may have in memory is bounded: nobody is
 * read faster than the stores take it.
 */
@NullMarked
package dev.quintet.adapters.in.grpc.marketdata;

import org.jspecify.annotations.NullMarked;
