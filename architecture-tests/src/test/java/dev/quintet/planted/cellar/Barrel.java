package dev.quintet.planted.cellar;

/** Is in none of the layers. */
final class Barrel {}
