/** Tests of the running service, and of the program as a user starts it. */
@NullMarked
package dev.quintet.bootstrap;

import org.jspecify.annotations.NullMarked;
