/**
 * {@code quintet.tenancy.v1}: tenants and their keys.
 */
@NullMarked
package dev.quintet.adapters.in.grpc.tenancy;

import org.jspecify.annotations.NullMarked;
