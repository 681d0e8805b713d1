package dev.quintet.bootstrap.cli;

/** How answers are printed. */
enum Format {
  /** Aligned, for people. */
  TABLE,
  CSV,
  /** Decimals as strings, so that no reader rounds them. */
  JSON
}
