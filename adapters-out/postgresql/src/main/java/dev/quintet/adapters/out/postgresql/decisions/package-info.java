/** Decisions and what came of them in the tenant's schema. */
@NullMarked
package dev.quintet.adapters.out.postgresql.decisions;

import org.jspecify.annotations.NullMarked;
