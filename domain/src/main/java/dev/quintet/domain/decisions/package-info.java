/**
 * What agents decided, and what came of it.
 *
 * <p>A decision is a fact that is only added; why it was made is kept with it in the record and nowhere else. What
 * came of it is stated later, perhaps several times: of all statements the one with the highest version counts,
 * whatever order they come in. Depends on {@code marketdata}, {@code operations}, {@code tenancy}, {@code writes}
 * and {@code shared}.
 */
@NullMarked
package dev.quintet.domain.decisions;

import org.jspecify.annotations.NullMarked;
