/** The ledger of metered usage, which is written in batches and read by tenant or by all. */
@NullMarked
package dev.quintet.adapters.out.postgresql.subscriptions;

import org.jspecify.annotations.NullMarked;
