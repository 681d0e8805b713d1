package dev.quintet.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a process needs of the machine. */
record Footprint(double residentMegabytes, int threads, int openFiles) {

  private static final double KILOBYTES_PER_MEGABYTE = 1_024;

  static Footprint of(long pid) throws IOException {
    Path process = Path.of("/proc/" + pid);
    try (Stream<Path> files = Files.list(process.resolve("fd"))) {
      return of(Files.readString(process.resolve("status")), (int) files.count());
    }
  }

  /**
   * @param status the text of {@code /proc/PID/status}
   */
  static Footprint of(String status, int openFiles) {
    return new Footprint(
        number(status, "VmRSS:") / KILOBYTES_PER_MEGABYTE,
        (int) number(status, "Threads:"),
        openFiles);
  }

  private static long number(String status, String field) {
    return status
        .lines()
        .filter(line -> line.startsWith(field))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no " + field + " in: " + status));
  }
}
