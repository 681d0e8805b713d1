package dev.quintet.planted.bootstrap.cli;

import dev.quintet.planted.bootstrap.Service;

/** Keeps every rule: one verb starts the service. */
record UpCommand(Service service) {}
