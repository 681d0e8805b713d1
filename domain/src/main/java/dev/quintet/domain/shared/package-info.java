/**
 * What every business module needs: problems, pages and deadlines, and what watches the work.
 *
 * <p>A problem is the one way in which a call fails on purpose. Everything may depend on this
 * package; it depends on nothing but the JDK.
 */
@NullMarked
package dev.quintet.domain.shared;

import org.jspecify.annotations.NullMarked;
