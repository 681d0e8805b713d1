/** Planted activities around market data. */
@NullMarked
package dev.quintet.planted.application.marketdata;

import org.jspecify.annotations.NullMarked;
