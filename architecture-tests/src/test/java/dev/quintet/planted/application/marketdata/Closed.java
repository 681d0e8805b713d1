package dev.quintet.planted.application.marketdata;

/** Keeps every rule: its subclasses are known. */
sealed class Closed permits Closed.Known {

  static final class Known extends Closed {}
}
