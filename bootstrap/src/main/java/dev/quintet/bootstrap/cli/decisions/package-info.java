/** Verbs about what agents decided. */
@NullMarked
package dev.quintet.bootstrap.cli.decisions;

import org.jspecify.annotations.NullMarked;
