package dev.quintet.planted.bootstrap.cli;

import dev.quintet.planted.application.marketdata.TickReading;

/** A verb that calls an activity instead of the service. */
record TicksCommand(TickReading ticks) {}
