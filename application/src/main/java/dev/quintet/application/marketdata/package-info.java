/**
 * Ticks in, ticks, quotes, bars and coverage out.
 *
 * <p>Each activity first asks the principal whether it may, takes the tenant from the principal and
 * from nowhere else, and serves active tenants only. A receipt is given when the rows are durable,
 * never before. Depends on {@code tenancy} and {@code shared}.
 */
@NullMarked
package dev.quintet.application.marketdata;

import org.jspecify.annotations.NullMarked;
