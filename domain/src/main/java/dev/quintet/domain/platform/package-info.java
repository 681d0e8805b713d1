/**
 * The platform itself: the stores behind it ({@code Store}), the figures that each of them gives of
 * its own state, and the baseline that the service's speed is compared with.
 *
 * <p>A figure is measured when it is asked for, or not there. It is of the platform, never of one
 * tenant, and for operators only. Depends on {@code shared} and {@code tenancy}; every adapter of a
 * store may depend on this package.
 */
@NullMarked
package dev.quintet.domain.platform;

import org.jspecify.annotations.NullMarked;
