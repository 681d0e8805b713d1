package dev.quintet.bootstrap;

import dev.quintet.bootstrap.cli.Launcher;

/** The program: {@code quintet <verb> …}. */
public final class Quintet {

  private Quintet() {}

  public static void main(String[] arguments) {
    System.exit(Launcher.run(arguments));
  }
}
