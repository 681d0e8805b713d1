/**
 * What trading accounts did: fills, the positions that follow from them, and the profit of what was closed.
 *
 * <p>A fill is a fact that is only added. A position, its lots and every profit follow from the events of
 * their account by {@link dev.quintet.domain.trades.Course}, always: replaying the events gives the state.
 * What is divided is divided as a share of what remains, so parts add up to the whole exactly. Depends on
 * {@code users}, {@code marketdata}, {@code tenancy}, {@code writes} and {@code shared}.
 */
@NullMarked
package dev.quintet.domain.trades;

import org.jspecify.annotations.NullMarked;
