/** Tests of what users own against a real server. */
@NullMarked
package dev.quintet.adapters.out.postgresql.trades;

import org.jspecify.annotations.NullMarked;
