/** Tests of decisions against a real server. */
@NullMarked
package dev.quintet.adapters.out.postgresql.decisions;

import org.jspecify.annotations.NullMarked;
