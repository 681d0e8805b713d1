/**
 * How the platform does, for operators: what each store says ({@code StoreVitals}), how calls go
 * ({@code CallTimes}), whether tenants are isolated and everything recorded is metered, put together
 * in one {@code Health}.
 *
 * <p>Nothing here is of one tenant. What is asked is asked at most once at a time and remembered for
 * a second, so that looking costs the stores nothing; nobody waits for a store that hangs. The front
 * doors feed {@code CallTimes}; only the bootstrap puts the rest together.
 */
@NullMarked
package dev.quintet.application.platform;

import org.jspecify.annotations.NullMarked;
