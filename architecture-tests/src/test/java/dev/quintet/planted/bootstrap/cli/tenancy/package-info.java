/** A planted business module. */
@NullMarked
package dev.quintet.planted.bootstrap.cli.tenancy;

import org.jspecify.annotations.NullMarked;
