package dev.quintet.bootstrap;

import java.util.Locale;

/** Where the stores are. There are exactly two ways; a store that is an option is one in both. */
public enum Wiring {
  /** Real engines that this process starts under its data directory. */
  EMBEDDED,
  /** Servers at configured URLs. */
  SERVERS;

  /** The Micronaut environment of that name. */
  String environment() {
    return name().toLowerCase(Locale.ROOT);
  }
}
