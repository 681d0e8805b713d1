package dev.quintet.benchmarks;

/** How long calls take that one caller makes one after the other. */
final class Latency {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private Latency() {}

  interface Call {
    void run() throws Exception;
  }

  static double seconds(Call call) throws Exception {
    long from = System.nanoTime();
    call.run();
    return (System.nanoTime() - from) / NANOS_PER_SECOND;
  }

  static Samples millis(int calls, Call call) throws Exception {
    double[] taken = new double[calls];
    for (int i = 0; i < calls; i++) {
      long from = System.nanoTime();
      call.run();
      taken[i] = (System.nanoTime() - from) / NANOS_PER_MILLI;
    }
    return new Samples(taken);
  }
}
