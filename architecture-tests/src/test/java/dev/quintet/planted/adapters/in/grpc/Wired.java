package dev.quintet.planted.adapters.in.grpc;

import dev.quintet.planted.adapters.in.grpc.marketdata.Tickers;
import dev.quintet.planted.adapters.in.grpc.tenancy.Callers;

/** Keeps every rule: the package of the adapter wires its modules. */
public record Wired(Tickers tickers, Callers callers) {}
