/** Tests of the index of patterns against a real server. */
@NullMarked
package dev.quintet.adapters.out.clickhouse.patterns;

import org.jspecify.annotations.NullMarked;
