/** Users and what they own, in the schema of their tenant. */
@NullMarked
package dev.quintet.adapters.out.postgresql.users;

import org.jspecify.annotations.NullMarked;
