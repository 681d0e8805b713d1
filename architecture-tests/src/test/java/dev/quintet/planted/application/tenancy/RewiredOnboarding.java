package dev.quintet.planted.application.tenancy;

import dev.quintet.planted.application.Wired;

/** Uses the wiring that made it. */
record RewiredOnboarding(Wired wired) {}
