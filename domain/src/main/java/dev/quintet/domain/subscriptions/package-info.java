/**
 * What a tenant used and what it is charged for: usage events, billing periods, totals; plans and their
 * prices, subscriptions, and the {@link Terms} that follow from both.
 *
 * <p>Usage is recorded once, together with the work that caused it, and is never changed: what
 * arrives late is a correction that can be seen as one. Depends on {@code tenancy}, {@code
 * writes} and {@code shared}.
 */
@NullMarked
package dev.quintet.domain.subscriptions;

import org.jspecify.annotations.NullMarked;
