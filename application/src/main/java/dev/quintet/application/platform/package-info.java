/**
 * How the platform does, for operators: the figures of each store, how calls go ({@code CallTimes}),
 * whether tenants are isolated and everything recorded is metered, put together in one {@code
 * Health}. The stores are those of the wiring ({@code Store}); none is named here.
 *
 * <p>Nothing here is of one tenant. What is asked is asked at most once at a time and remembered for
 * a second, so that looking costs the stores nothing; nobody waits for a store that hangs. Inbound
 * adapters feed {@code CallTimes}; only the bootstrap puts the rest together.
 */
@NullMarked
package dev.quintet.application.platform;

import org.jspecify.annotations.NullMarked;
