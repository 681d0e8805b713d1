/** Tests of the PostgreSQL adapters against a real server. */
@NullMarked
package dev.quintet.adapters.out.postgresql.kernel;

import org.jspecify.annotations.NullMarked;
