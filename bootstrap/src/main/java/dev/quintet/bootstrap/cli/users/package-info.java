/** Verbs about users and their accounts. */
@NullMarked
package dev.quintet.bootstrap.cli.users;

import org.jspecify.annotations.NullMarked;
