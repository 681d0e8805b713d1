/** What every planted module needs. */
@NullMarked
package dev.quintet.planted.domain.shared;

import org.jspecify.annotations.NullMarked;
