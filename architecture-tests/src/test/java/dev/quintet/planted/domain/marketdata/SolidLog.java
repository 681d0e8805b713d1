package dev.quintet.planted.domain.marketdata;

/** Named like a port, and is none. */
record SolidLog(String line) {}
