/** The verb about what models predicted. */
@NullMarked
package dev.quintet.bootstrap.cli.predictions;

import org.jspecify.annotations.NullMarked;
