package dev.quintet.planted.bootstrap;

import dev.quintet.planted.adapters.in.grpc.kit.Deadlines;

/** Uses what an adapter shows to itself. */
record Eavesdropper(Deadlines deadlines) {}
