package dev.quintet.planted.domain.marketdata;

import java.nio.file.Path;

/** The domain opens no files. */
record TickFile(Path path) {}
