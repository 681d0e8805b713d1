/** Verbs about fills of trading accounts, and what follows from them. */
@NullMarked
package dev.quintet.bootstrap.cli.trades;

import org.jspecify.annotations.NullMarked;
