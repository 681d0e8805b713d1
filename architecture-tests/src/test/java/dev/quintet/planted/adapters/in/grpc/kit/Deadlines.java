package dev.quintet.planted.adapters.in.grpc.kit;

/** Keeps every rule: public for the business modules beside it. */
public record Deadlines(long millis) {}
