/** What serves all business modules of the planted protocol. */
@NullMarked
package dev.quintet.planted.adapters.in.grpc.kit;

import org.jspecify.annotations.NullMarked;
