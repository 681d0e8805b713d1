/** Records and lists what agents decided, and what came of it. */
@NullMarked
package dev.quintet.application.decisions;

import org.jspecify.annotations.NullMarked;
