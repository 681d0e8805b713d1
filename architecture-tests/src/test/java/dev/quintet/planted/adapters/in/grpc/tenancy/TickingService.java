package dev.quintet.planted.adapters.in.grpc.tenancy;

import dev.quintet.planted.adapters.in.grpc.marketdata.Tickers;

/** Tenancy does not know market data. */
record TickingService(Tickers tickers) {}
