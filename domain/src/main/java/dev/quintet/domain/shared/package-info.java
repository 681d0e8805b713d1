/**
 * What every business module needs: problems, pages and deadlines.
 *
 * <p>A problem is the one way in which a call fails on purpose. Everything may depend on this
 * package; it depends on nothing but the JDK.
 */
@NullMarked
package dev.quintet.domain.shared;

import org.jspecify.annotations.NullMarked;
