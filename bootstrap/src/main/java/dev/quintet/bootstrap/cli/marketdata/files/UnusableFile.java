package dev.quintet.bootstrap.cli.marketdata.files;

import java.io.IOException;

/** A file that is not a file of ticks as a whole; the message says where and why. */
public sealed class UnusableFile extends IOException permits UnusableFile.OptionNeeded {

  private static final long serialVersionUID = 1L;

  UnusableFile(String message) {
    super(message);
  }

  /** The file may be good, but the options do not say enough about it, or too much. */
  public static final class OptionNeeded extends UnusableFile {

    private static final long serialVersionUID = 1L;

    OptionNeeded(String message) {
      super(message);
    }
  }
}
