/** Verbs that show what was used. */
@NullMarked
package dev.quintet.bootstrap.cli.subscriptions;

import org.jspecify.annotations.NullMarked;
