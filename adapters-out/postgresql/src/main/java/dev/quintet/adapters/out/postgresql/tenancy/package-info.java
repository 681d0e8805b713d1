/** The registry of tenants and their keys: plain tables, read and written by repositories. */
@NullMarked
package dev.quintet.adapters.out.postgresql.tenancy;

import org.jspecify.annotations.NullMarked;
