/**
 * Situations of the past, as a model saw them: a pattern is what was seen of a symbol, with what came of it;
 * its embedding is where the model puts it among others. What is near is similar.
 *
 * <p>Embeddings of two models are never compared. Who is asked for similar patterns of a tenant finds those
 * of the platform as well, which all tenants see. Depends on {@code marketdata}, {@code operations},
 * {@code tenancy}, {@code writes} and {@code shared}.
 */
@NullMarked
package dev.quintet.domain.patterns;

import org.jspecify.annotations.NullMarked;
