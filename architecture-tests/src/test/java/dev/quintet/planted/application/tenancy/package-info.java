/** Planted activities around tenants. */
@NullMarked
package dev.quintet.planted.application.tenancy;

import org.jspecify.annotations.NullMarked;
