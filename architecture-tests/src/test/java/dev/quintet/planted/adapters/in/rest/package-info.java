/** Another planted front door. */
@NullMarked
package dev.quintet.planted.adapters.in.rest;

import org.jspecify.annotations.NullMarked;
