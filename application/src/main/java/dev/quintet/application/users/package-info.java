/**
 * Users and what they own: {@code UserAdministration}, {@code TradingAccounts} and the rest.
 *
 * <p>A call that acts for one user reaches what that user owns, and administers no user. Inbound adapters
 * and {@code subscriptions} may depend on this package.
 */
@NullMarked
package dev.quintet.application.users;

import org.jspecify.annotations.NullMarked;
