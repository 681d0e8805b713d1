/** The analytical history of trades. */
@NullMarked
package dev.quintet.adapters.out.clickhouse.trades;

import org.jspecify.annotations.NullMarked;
