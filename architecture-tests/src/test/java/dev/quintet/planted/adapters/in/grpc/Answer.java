package dev.quintet.planted.adapters.in.grpc;

/** Keeps every rule: its members are public, but nobody sees them. */
sealed interface Answer {

  record Text(String value) implements Answer {}
}
