/**
 * The running service: what is started in which order, and with which of the two wirings.
 *
 * <p>A data directory belongs to one running service at a time; it holds the engines' files, the
 * ports the service listens on and the first credentials. Nothing may depend on this package.
 */
@NullMarked
package dev.quintet.bootstrap;

import org.jspecify.annotations.NullMarked;
