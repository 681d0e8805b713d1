/** Patterns and the exact distances between them. */
@NullMarked
package dev.quintet.adapters.out.clickhouse.patterns;

import org.jspecify.annotations.NullMarked;
