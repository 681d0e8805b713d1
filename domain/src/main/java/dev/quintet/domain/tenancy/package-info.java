/**
 * Who may do what for whom: tenants, the keys that speak for them, and principals.
 *
 * <p>The tenant always comes from the credential; a header may narrow it, nothing in a body chooses
 * it. A key's secret is never stored, only its hash. Everything but {@code shared} may depend on
 * this package.
 */
@NullMarked
package dev.quintet.domain.tenancy;

import org.jspecify.annotations.NullMarked;
