/**
 * The rules of the architecture. Each is a function of a {@link
 * dev.quintet.architecture.Codebase}, so the same rule is judged on the product ({@code
 * LayerRulesTest}: it holds) and on some classes in {@code dev.quintet.planted} that break every
 * rule once ({@code RulesBiteTest}: it bites).
 *
 * <p>Layers are fenced by allow-lists: what is not named is refused, so a new library or package
 * cannot slip in. Exceptions stand in {@code Exceptions}, each with its reason, and an exception
 * that nothing needs any more fails the build.
 */
@NullMarked
package dev.quintet.architecture;

import org.jspecify.annotations.NullMarked;
