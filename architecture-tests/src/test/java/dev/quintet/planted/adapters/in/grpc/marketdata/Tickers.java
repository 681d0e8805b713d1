package dev.quintet.planted.adapters.in.grpc.marketdata;

import dev.quintet.planted.adapters.in.grpc.kit.Deadlines;
import dev.quintet.planted.adapters.in.grpc.tenancy.Callers;

/** Keeps every rule: uses its kit and the module that its own may use. */
public record Tickers(Deadlines deadlines, Callers callers) {}
