package dev.quintet.planted.domain.marketdata;

import org.slf4j.Logger;

/** The domain has no libraries. */
record LoggingTick(Logger log) {}
