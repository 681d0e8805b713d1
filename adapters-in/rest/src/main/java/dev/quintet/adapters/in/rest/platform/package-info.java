/**
 * How the service does: health, speed, metrics, and the description of this interface.
 */
@NullMarked
package dev.quintet.adapters.in.rest.platform;

import org.jspecify.annotations.NullMarked;
