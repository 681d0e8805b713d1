/** Records fills of trading accounts, and shows what follows from them. */
@NullMarked
package dev.quintet.application.trades;

import org.jspecify.annotations.NullMarked;
