package dev.quintet.planted.adapters.in.grpc.marketdata;

import dev.quintet.planted.adapters.in.grpc.Wired;

/** Uses the wiring that made it. */
record Rewired(Wired wired) {}
