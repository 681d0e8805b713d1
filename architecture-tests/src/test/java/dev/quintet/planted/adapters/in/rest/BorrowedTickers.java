package dev.quintet.planted.adapters.in.rest;

import dev.quintet.planted.adapters.in.grpc.marketdata.Tickers;

/** Uses what the other adapter shows to itself. */
record BorrowedTickers(Tickers tickers) {}
