package dev.quintet.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk of all engines and the service is full for a while. Part of the long set, because the disk
 * is a file system of its own, which only root can mount.
 */
@EnabledIfSystemProperty(named = "faults.long", matches = "true")
final class FullDiskIT {

  private static final String SIZE = "1g";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path place = Path.of("");

  private final Random random = Seed.random(FullDiskIT.class, 20_261_122);
  private final List<Producer> producers = new ArrayList<>();
  private LaunchedService service = new LaunchedService(place);

  @AfterEach
  void endWhatIsLeft() throws Exception {
    producers.forEach(Producer::stop);
    service.down();
    run("umount", "-l", service.directory().toString());
  }

  @Test
  void afterADiskWasFullEveryAcknowledgedTickIsThereAndBilledOnce() throws Exception {
    Path disk = Files.createDirectory(place.resolve("disk"));
    service = new LaunchedService(disk);
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", disk.toString()))
        .as("the right to mount a file system")
        .isZero();
    service.up();
    String key = service.newTenant("crowded");
    Checker checker = new Checker(new Stores(service.data()), "crowded");
    try (Line line = new Line(service.data())) {
      for (String symbol : List.of("EURUSD", "GBPUSD", "XAUUSD")) {
        producers.add(new Producer(symbol, line, key, random.nextLong()));
      }
      fillWhileTheyProduce(disk);
      checker.nothingAcknowledgedIsMissing(producers);
      checker.nothingIsHalfThere(producers);
      producers.forEach(Producer::finish);
      checker.everythingIsThereOnce(producers);
    }
  }

  private void fillWhileTheyProduce(Path disk) throws Exception {
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      producers.forEach(producer -> running.add(threads.submit(producer)));
      try {
        Producer.awaitMore(5, producers, running);
        List<Integer> failures = producers.stream().map(Producer::failures).toList();
        Path filler = disk.resolve("filler");
        fill(filler);
        Awaitility.await()
            .atMost(PATIENCE)
            .until(
                () -> {
                  fill(filler);
                  return !producers.stream().map(Producer::failures).toList().equals(failures)
                      && producers.stream().mapToInt(Producer::failures).sum()
                          >= failures.stream().mapToInt(it -> it).sum() + 2 * producers.size();
                });
        Files.delete(filler);
        long from = System.nanoTime();
        Producer.awaitMore(1, producers, running);
        System.out.printf(
            "the disk was full; every producer was answered again %d ms after it was not%n",
            Duration.ofNanos(System.nanoTime() - from).toMillis());
        Producer.awaitMore(5, producers, running);
      } finally {
        producers.forEach(Producer::stop); // or the threads would never end
      }
    }
    for (Future<?> producer : running) {
      producer.get();
    }
  }

  /** Until not a byte more fits. */
  private static void fill(Path filler) throws IOException {
    byte[] chunk = new byte[1 << 20];
    int size = chunk.length;
    try (OutputStream out =
        Files.newOutputStream(
            filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (size > 0) {
        try {
          out.write(chunk, 0, size);
        } catch (IOException full) {
          size /= 2;
        }
      }
    }
    assertThat(filler.toFile().getUsableSpace()).isLessThan(1 << 16);
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
