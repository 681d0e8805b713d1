package dev.quintet.planted.adapters.in.grpc.tenancy;

/** Keeps every rule. */
public record Callers(String name) {}
