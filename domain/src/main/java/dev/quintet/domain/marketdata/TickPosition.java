package dev.quintet.domain.marketdata;

/** A place in the order of a symbol's ticks: a stream goes on behind it. */
public record TickPosition(long eventTime, int sequence, Source source, TickKind kind) {}
