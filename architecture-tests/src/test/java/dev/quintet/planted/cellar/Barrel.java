package dev.quintet.planted.cellar;

/** Lies in no room. */
final class Barrel {}
