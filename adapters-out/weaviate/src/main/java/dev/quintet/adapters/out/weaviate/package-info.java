/**
 * Weaviate: an approximate index of patterns, a collection for each embedding model, in which each
 * company is a native tenant. It is there if its address is configured.
 *
 * <p>What may be lost lies here and is built anew from the record. Nothing outside depends on it but the
 * wiring.
 */
@Configuration
@NullMarked
@Requires(property = "quintet.weaviate.url")
package dev.quintet.adapters.out.weaviate;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
