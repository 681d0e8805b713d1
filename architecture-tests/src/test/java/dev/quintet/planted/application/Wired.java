package dev.quintet.planted.application;

import dev.quintet.planted.application.marketdata.TickReading;

/** Keeps every rule: the package of the layer makes the activities of all modules. */
public record Wired(TickReading ticks) {}
