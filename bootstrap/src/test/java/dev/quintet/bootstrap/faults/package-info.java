/**
 * What the service and its engines do when they are killed, frozen, cut off or flooded. The kit:
 * {@code FaultProxy}, {@code Engine} (signals), {@code Seed}, {@code Producer} (who remembers what was
 * acknowledged) and {@code Stores}, which reads the engines directly and shares no code with the
 * product. A run prints its seed; {@code -Dfaults.seed=…} repeats it.
 */
@NullMarked
package dev.quintet.bootstrap.faults;

import org.jspecify.annotations.NullMarked;
