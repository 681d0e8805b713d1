package dev.quintet.planted.adapters.out.postgresql;

import dev.quintet.planted.adapters.out.memory.MemoryTickStore;

/** Knows another adapter. */
record BorrowedMemory(MemoryTickStore ticks) {}
