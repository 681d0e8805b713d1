package dev.quintet.engines;

import java.util.Set;

/**
 * How the processes of an engine are recognised.
 *
 * @param files file names of their executables
 * @param argument text in their command lines; empty when the files say enough
 */
record Program(Set<String> files, String argument) {
  static final Program POSTGRES = new Program(Set.of("postgres", "initdb"), "");
  static final Program REDIS = new Program(Set.of("redis-server"), "");
  static final Program CLICK_HOUSE = new Program(Set.of("java"), ClickHouseChild.class.getName());
}
