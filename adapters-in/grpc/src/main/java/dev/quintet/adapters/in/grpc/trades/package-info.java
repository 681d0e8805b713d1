/** Trades over gRPC, and the receipts of what was written over several stores. */
@NullMarked
package dev.quintet.adapters.in.grpc.trades;

import org.jspecify.annotations.NullMarked;
