package dev.quintet.planted.client.mapper;

/** Stands in a package that is named after a pattern. */
final class Ticks {}
