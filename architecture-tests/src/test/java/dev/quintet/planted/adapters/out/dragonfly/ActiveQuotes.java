package dev.quintet.planted.adapters.out.dragonfly;

import dev.quintet.planted.application.marketdata.TickReading;

/** Calls back into the application. */
record ActiveQuotes(TickReading reading) {}
