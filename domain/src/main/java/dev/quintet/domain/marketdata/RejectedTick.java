package dev.quintet.domain.marketdata;

/**
 * A row that was refused; the rest of its batch is stored.
 *
 * @param index the row in the batch, from 0
 * @param field the column at fault
 */
public record RejectedTick(int index, String field, String reason) {}
