/** Delivers what stores derive from the record, and shows and awaits the receipts. */
@NullMarked
package dev.quintet.application.operations;

import org.jspecify.annotations.NullMarked;
