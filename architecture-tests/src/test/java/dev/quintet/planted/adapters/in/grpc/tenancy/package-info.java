/** A planted business module. */
@NullMarked
package dev.quintet.planted.adapters.in.grpc.tenancy;

import org.jspecify.annotations.NullMarked;
