/**
 * What was used is metered here ({@code Metering}) and read here ({@code Billing}).
 *
 * <p>Ticks are metered by the ledger of batches, in the transaction that records them; here are the
 * calls. Every activity and inbound adapter may meter; only the billing system reads the usage of
 * more than one tenant.
 */
@NullMarked
package dev.quintet.application.subscriptions;

import org.jspecify.annotations.NullMarked;
