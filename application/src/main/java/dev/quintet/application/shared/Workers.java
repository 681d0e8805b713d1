package dev.quintet.application.shared;

/**
 * The platform threads of this process; everything else that may wait runs on virtual ones.
 *
 * @param reads for single short reads, each of which waits for its store
 * @param computing for what computes for long, such as checking a batch
 */
public record Workers(FairWorkers reads, FairWorkers computing) implements AutoCloseable {

  /**
   * As many threads for reads as there are connections for them. One thread more for computing than
   * there are processors: an owner that has all of these leaves the others that one, and the system
   * lets it run.
   *
   * @param connections at least 1
   */
  public static Workers of(int connections) {
    int processors = Runtime.getRuntime().availableProcessors();
    return new Workers(
        new FairWorkers("short-read", connections, Math.max(1, connections - 1)),
        new FairWorkers("computing", processors + 1, processors));
  }

  @Override
  public void close() {
    reads.close();
    computing.close();
  }
}
