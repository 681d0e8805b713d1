package dev.quintet.bootstrap.cli.kit;

/** How answers are printed. */
public enum Format {
  /** Aligned, for people. */
  TABLE,
  CSV,
  /** Decimals as strings, so that no reader rounds them. */
  JSON
}
