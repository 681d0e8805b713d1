package dev.quintet.planted.adapters.in.grpc;

import io.micronaut.http.HttpStatus;

/** Speaks the other server's protocol. */
record RestingService(HttpStatus status) {}
