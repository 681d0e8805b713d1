/** Verbs that run the service and show how it does. */
@NullMarked
package dev.quintet.bootstrap.cli.platform;

import org.jspecify.annotations.NullMarked;
