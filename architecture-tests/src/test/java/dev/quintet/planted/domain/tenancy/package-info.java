/** Planted tenants. */
@NullMarked
package dev.quintet.planted.domain.tenancy;

import org.jspecify.annotations.NullMarked;
