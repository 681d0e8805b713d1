/**
 * Users of a tenant, and what each of them owns: trading accounts with their money, preferences,
 * notifications, sessions and risk snapshots.
 *
 * <p>An id of a user is never used again. Money changes by entries that are only added. Everything here
 * has an owner, and a call that acts for one user reaches nothing of another. Depends on {@code tenancy},
 * {@code writes} and {@code shared}; {@code subscriptions} may depend on it.
 */
@NullMarked
package dev.quintet.domain.users;

import org.jspecify.annotations.NullMarked;
