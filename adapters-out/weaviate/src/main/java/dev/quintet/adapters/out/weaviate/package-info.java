/**
 * Weaviate: an approximate index of patterns, a collection for each embedding model, in which each
 * company is a native tenant. It is there if {@code
 * quintet.weaviate.enabled} says so.
 *
 * <p>What may be lost lies here and is built anew from the record. Nothing outside depends on it but the
 * wiring.
 */
@NullMarked
package dev.quintet.adapters.out.weaviate;

import org.jspecify.annotations.NullMarked;
