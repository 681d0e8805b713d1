package dev.quintet.planted.adapters.in.carrierpigeon;

/** Speaks a protocol for which nobody has said what it may know. */
final class PigeonLoft {}
