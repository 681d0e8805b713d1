/** A planted client. */
@NullMarked
package dev.quintet.planted.client;

import org.jspecify.annotations.NullMarked;
