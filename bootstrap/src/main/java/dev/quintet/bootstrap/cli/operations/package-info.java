/** The verb that shows receipts. */
@NullMarked
package dev.quintet.bootstrap.cli.operations;

import org.jspecify.annotations.NullMarked;
