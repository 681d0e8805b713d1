/** A planted business module. */
@NullMarked
package dev.quintet.planted.bootstrap.cli.marketdata;

import org.jspecify.annotations.NullMarked;
