/** A package named after a pattern. */
@NullMarked
package dev.quintet.planted.adapters.in.grpc.mapper;

import org.jspecify.annotations.NullMarked;
