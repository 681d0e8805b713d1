/**
 * Tenants and their keys.
 */
@NullMarked
package dev.quintet.adapters.in.rest.tenancy;

import org.jspecify.annotations.NullMarked;
