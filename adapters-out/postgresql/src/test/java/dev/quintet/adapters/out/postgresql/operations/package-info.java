/** Tests of the outbox and of receipts against a real server. */
@NullMarked
package dev.quintet.adapters.out.postgresql.operations;

import org.jspecify.annotations.NullMarked;
