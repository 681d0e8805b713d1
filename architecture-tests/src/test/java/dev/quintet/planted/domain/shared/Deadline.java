package dev.quintet.planted.domain.shared;

/** When nobody waits any more. */
public record Deadline(long nanoTime) {}
