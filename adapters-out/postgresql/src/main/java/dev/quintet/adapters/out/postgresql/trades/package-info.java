/** Fills, positions and closed lots in the tenant's schema. */
@NullMarked
package dev.quintet.adapters.out.postgresql.trades;

import org.jspecify.annotations.NullMarked;
