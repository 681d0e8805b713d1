/** Delivers what waits in the outbox, and finds receipts. */
@NullMarked
package dev.quintet.adapters.out.postgresql.operations;

import org.jspecify.annotations.NullMarked;
