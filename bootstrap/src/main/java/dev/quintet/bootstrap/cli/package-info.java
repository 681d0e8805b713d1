/**
 * The verbs of the launcher. {@code up} runs the service in this process; all others are quick
 * clients that use the public interface and never start Micronaut.
 */
@NullMarked
package dev.quintet.bootstrap.cli;

import org.jspecify.annotations.NullMarked;
