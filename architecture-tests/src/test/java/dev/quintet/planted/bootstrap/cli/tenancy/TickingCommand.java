package dev.quintet.planted.bootstrap.cli.tenancy;

import dev.quintet.planted.bootstrap.cli.marketdata.ImportCommand;

/** Tenancy does not know market data. */
record TickingCommand(ImportCommand command) {}
