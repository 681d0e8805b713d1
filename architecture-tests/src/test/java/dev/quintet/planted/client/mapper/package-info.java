/** A package named after a pattern. */
@NullMarked
package dev.quintet.planted.client.mapper;

import org.jspecify.annotations.NullMarked;
