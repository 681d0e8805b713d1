/** Tests of what users own against a real server. */
@NullMarked
package dev.quintet.adapters.out.postgresql.users;

import org.jspecify.annotations.NullMarked;
