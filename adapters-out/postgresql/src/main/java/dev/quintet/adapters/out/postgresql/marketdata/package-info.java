/** What tenants say of their markets, in their own schemas. */
@NullMarked
package dev.quintet.adapters.out.postgresql.marketdata;

import org.jspecify.annotations.NullMarked;
