/** Trades over REST: fills, and the positions that follow from them, as JSON and CSV. */
@NullMarked
package dev.quintet.adapters.in.rest.trades;

import org.jspecify.annotations.NullMarked;
