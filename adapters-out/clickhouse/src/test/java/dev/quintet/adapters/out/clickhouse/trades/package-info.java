/** Tests of the history of trades against a real server. */
@NullMarked
package dev.quintet.adapters.out.clickhouse.trades;

import org.jspecify.annotations.NullMarked;
