/** What agents decided, and what came of it. */
@NullMarked
package dev.quintet.adapters.in.rest.decisions;

import org.jspecify.annotations.NullMarked;
