package dev.quintet.planted.adapters.in.grpc;

import dev.quintet.planted.domain.marketdata.TickStore;

/** Walks around the activity. */
record ShortcutService(TickStore ticks) {}
