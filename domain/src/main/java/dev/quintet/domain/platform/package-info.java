/**
 * The platform itself: the databases behind it ({@code Dependency}) and what each of them says of
 * its own state ({@code StoreVitals}).
 *
 * <p>A figure is measured when it is asked for, or not there. It is of the platform, never of one
 * tenant, and for operators only. Depends on {@code shared}; every adapter of a store may depend on
 * this package.
 */
@NullMarked
package dev.quintet.domain.platform;

import org.jspecify.annotations.NullMarked;
