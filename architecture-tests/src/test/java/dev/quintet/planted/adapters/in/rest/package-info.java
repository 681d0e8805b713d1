/** Another planted inbound adapter. */
@NullMarked
package dev.quintet.planted.adapters.in.rest;

import org.jspecify.annotations.NullMarked;
