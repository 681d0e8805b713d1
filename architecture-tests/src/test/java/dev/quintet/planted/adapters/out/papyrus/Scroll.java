package dev.quintet.planted.adapters.out.papyrus;

/** Drives a store for which nobody has said what it may know. */
final class Scroll {}
