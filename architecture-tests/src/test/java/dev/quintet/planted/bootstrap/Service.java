package dev.quintet.planted.bootstrap;

import dev.quintet.planted.adapters.out.memory.MemoryTickStore;

/** Keeps every rule: bootstrap may know everything. */
public record Service(MemoryTickStore ticks) {}
