package dev.quintet.planted.adapters.in.grpc.mapper;

/** Stands in a package that is named after a pattern. */
final class Ticks {}
