/** Receipts over REST. */
@NullMarked
package dev.quintet.adapters.in.rest.operations;

import org.jspecify.annotations.NullMarked;
