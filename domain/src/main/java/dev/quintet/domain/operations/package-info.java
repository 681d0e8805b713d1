/**
 * Operations whose changes more than one store is to have: the record, which decides, and stores that
 * derive what they have from it. What is still to be delivered waits in the record's outbox, and a receipt
 * says which stores have it. Depends on {@code tenancy} and {@code shared}; every domain that derives
 * depends on it.
 */
@NullMarked
package dev.quintet.domain.operations;

import org.jspecify.annotations.NullMarked;
