/** Tests of the PostgreSQL adapters of market data against a real server. */
@NullMarked
package dev.quintet.adapters.out.postgresql.marketdata;

import org.jspecify.annotations.NullMarked;
