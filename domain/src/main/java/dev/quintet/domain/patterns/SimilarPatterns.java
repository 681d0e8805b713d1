package dev.quintet.domain.patterns;

import dev.quintet.domain.shared.Page;
import org.jspecify.annotations.Nullable;

/**
 * What was found.
 *
 * @param total how many patterns pass the filter and are certain enough, on all pages and beyond; null: was
 *     not asked for
 */
public record SimilarPatterns(Page<SimilarPattern> page, @Nullable Long total) {}
