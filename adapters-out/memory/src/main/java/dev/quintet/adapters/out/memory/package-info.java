/**
 * Adapters that keep everything in the heap of one process, for tests of activities. They pass the
 * same contracts as the adapters of real databases, but nothing in them survives the process.
 *
 * <p>Public where tests of other modules need them; they depend on the domain only.
 */
@NullMarked
package dev.quintet.adapters.out.memory;

import org.jspecify.annotations.NullMarked;
