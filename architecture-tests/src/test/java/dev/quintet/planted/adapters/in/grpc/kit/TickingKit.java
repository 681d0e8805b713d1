package dev.quintet.planted.adapters.in.grpc.kit;

import dev.quintet.planted.adapters.in.grpc.marketdata.Tickers;

/** What serves all business modules uses one of them. */
record TickingKit(Tickers tickers) {}
