/** Planted market data. */
@NullMarked
package dev.quintet.planted.domain.marketdata;

import org.jspecify.annotations.NullMarked;
