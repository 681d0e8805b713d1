package dev.quintet.planted.application.marketdata;

import dev.quintet.planted.bootstrap.Service;

/** Knows the program that it is a part of. */
record Restart(Service service) {}
