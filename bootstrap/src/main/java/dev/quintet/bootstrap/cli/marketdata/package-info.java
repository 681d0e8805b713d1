/** Verbs that load and read ticks and bars. */
@NullMarked
package dev.quintet.bootstrap.cli.marketdata;

import org.jspecify.annotations.NullMarked;
