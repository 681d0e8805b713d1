package dev.quintet.planted.application.marketdata;

/** Open to subclasses that nobody has thought of. */
class Extensible {}
