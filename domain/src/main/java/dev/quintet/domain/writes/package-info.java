/**
 * Writes that are done once however often they are sent, in every domain: what a write is, what
 * becomes of it, and the port that records it.
 *
 * <p>A write is known by tenant, kind and the caller's id. What a kind means, and what its outcome
 * says, its domain decides; here both are words. Depends on {@code tenancy} and {@code shared}; every
 * domain that writes depends on it.
 */
@NullMarked
package dev.quintet.domain.writes;

import org.jspecify.annotations.NullMarked;
