package dev.quintet.planted.bootstrap;

import dev.quintet.planted.adapters.in.grpc.tenancy.Callers;

/** Plays a test of another module that uses what an adapter shows to itself. */
record EavesdroppingTest(Callers callers) {}
