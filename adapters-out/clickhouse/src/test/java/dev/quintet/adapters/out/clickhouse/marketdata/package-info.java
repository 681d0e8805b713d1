@NullMarked
package dev.quintet.adapters.out.clickhouse.marketdata;

import org.jspecify.annotations.NullMarked;
