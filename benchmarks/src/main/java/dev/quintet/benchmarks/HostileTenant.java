package dev.quintet.benchmarks;

import dev.quintet.client.QuintetClient;
import dev.quintet.client.TickBatch;
import dev.quintet.client.TickWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * What a tenant notices while another does its worst. One caller stores a tick, reads the last quote and
 * asks for health on a new connection, again and again, for five seconds alone and five seconds beside each of
 * these, sent on two streams as fast as they are answered, or held:
 *
 * <ul>
 *   <li>batches of 100,000 prints whose event times have one hash code;
 *   <li>batches of 24 prints in 24 months;
 *   <li>batches of 100,000 prints in as many hours;
 *   <li>260 connections that send a byte of their HTTP header a second.
 * </ul>
 *
 * Ratio: the median of the three together, beside the worst of these, to the median before it.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar run hostile-tenant</pre>
 */
final class HostileTenant {

  private static final int ROUNDS = 3;
  private static final int STREAMS = 2;
  private static final int LARGE = 100_000;
  private static final int LARGE_BATCHES = 10;
  private static final int MONTHS = 24;
  private static final int CONNECTIONS = 260;
  private static final long SECONDS = 5;
  private static final Instant BEGIN = Instant.parse("2014-06-01T00:00:00Z");

  private enum Attack {
    HASHES,
    MONTHS,
    HOURS,
    HEADERS
  }

  private final Quintet quintet;
  private final QuintetClient mine;
  private final QuintetClient theirs;
  private final List<TickBatch> hashes;
  private final List<TickBatch> hours;
  private long ticks;

  private HostileTenant(Quintet quintet, QuintetClient mine, QuintetClient theirs) {
    this.quintet = quintet;
    this.mine = mine;
    this.theirs = theirs;
    Random random = new Random(7);
    this.hashes =
        large(
            "hashes",
            row -> {
              long half = random.nextInt(1, 500_000_000);
              return half << 32 | half;
            });
    long hour = Duration.ofHours(1).toNanos();
    this.hours = large("hours", row -> row % LARGE * hour);
  }

  private interface Times {
    long of(int row);
  }

  private static List<TickBatch> large(String ids, Times times) {
    List<TickBatch> batches = new ArrayList<>();
    for (int number = 0; number < LARGE_BATCHES; number++) {
      TickBatch.Builder batch = TickBatch.trades("hostile", 2, 0);
      for (int row = 0; row < LARGE; row++) {
        batch.addTrade("S" + number, times.of(row), row, 100, 1);
      }
      batches.add(batch.build(ids + "-" + number));
    }
    return batches;
  }

  static Samples run(Run run) throws Exception {
    try (Quintet quintet = run.startQuintet();
        QuintetClient mine = quintet.client();
        QuintetClient admin = quintet.client(quintet.newTenant());
        QuintetClient theirs =
            quintet.client(
                admin.issueKey(Quintet.TENANT, "service", "hostile").credential())) {
      HostileTenant tenants = new HostileTenant(quintet, mine, theirs);
      tenants.answers(); // The first calls load classes.
      List<Double> worst = new ArrayList<>();
      for (int round = 0; round < run.rounds().orElse(ROUNDS); round++) {
        double most = 0;
        for (Attack attack : Attack.values()) {
          Samples alone = tenants.answers();
          Samples beside = tenants.answersBeside(attack, round);
          double ratio = beside.median() / alone.median();
          most = Math.max(most, ratio);
          run.print(
              "%-8s alone p50 %.1f ms, p99 %.1f, worst %.1f; beside p50 %.1f ms, p99 %.1f, worst"
                  + " %.1f; p50 %.2f times, worst %.2f times",
              attack.name().toLowerCase(Locale.ROOT),
              alone.median(),
              alone.quantile(0.99),
              alone.quantile(1),
              beside.median(),
              beside.quantile(0.99),
              beside.quantile(1),
              ratio,
              beside.quantile(1) / alone.quantile(1));
        }
        worst.add(most);
      }
      return Samples.of(worst);
    }
  }

  /** How long the three calls of the other tenant took together, in milliseconds. */
  private Samples answers() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    List<Double> millis = new ArrayList<>();
    try (TickWriter writer = mine.tickWriter()) {
      while (System.nanoTime() < end) {
        millis.add(
            1e3
                * Latency.seconds(
                    () -> {
                      ingest(writer);
                      mine.lastQuote("NEIGHBOR");
                      health();
                    }));
      }
    }
    return Samples.of(millis);
  }

  private void ingest(TickWriter writer) {
    writer.write(
        TickBatch.quotes("neighbor", 5, 0)
            .addQuote("NEIGHBOR", BEGIN.plusSeconds(ticks).getEpochSecond() * 1_000_000_000L, 0, 1, 2, 1)
            .build("neighbor-" + ticks));
    ticks++;
    if (writer.flush().accepted() < 1) {
      throw new IllegalStateException("not stored: " + writer.report());
    }
  }

  private void health() throws IOException {
    HttpURLConnection call =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + quintet.httpPort() + "/api/v1/health/live")
                .toURL()
                .openConnection();
    call.setRequestProperty("Connection", "close");
    if (call.getResponseCode() != HttpURLConnection.HTTP_OK) {
      throw new IllegalStateException("health answers " + call.getResponseCode());
    }
    call.getInputStream().readAllBytes();
  }

  private Samples answersBeside(Attack attack, int round) throws Exception {
    AtomicBoolean goesOn = new AtomicBoolean(true);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> streams = new ArrayList<>();
      for (int stream = 0; stream < STREAMS; stream++) {
        int number = stream;
        streams.add(
            threads.submit(
                () -> {
                  attack(attack, round + "-" + number, goesOn::get);
                  return null;
                }));
      }
      Samples answers = answers();
      goesOn.set(false);
      for (Future<?> stream : streams) {
        stream.get();
      }
      return answers;
    }
  }

  private void attack(Attack attack, String ids, BooleanSupplier goesOn) throws Exception {
    if (attack == Attack.HEADERS) {
      holdConnections(goesOn);
      return;
    }
    try (TickWriter writer = theirs.tickWriter()) {
      for (int sent = 0; goesOn.getAsBoolean(); sent++) {
        writer.write(
            switch (attack) {
              case HASHES -> hashes.get(sent % LARGE_BATCHES);
              case HOURS -> hours.get(sent % LARGE_BATCHES);
              case MONTHS, HEADERS -> months(ids + "-" + sent);
            });
      }
    }
  }

  private static TickBatch months(String id) {
    TickBatch.Builder batch = TickBatch.trades("hostile", 2, 0);
    long hash = id.hashCode() & 0xFFFFF;
    for (int month = 0; month < MONTHS; month++) {
      Instant time = BEGIN.atOffset(ZoneOffset.UTC).plusMonths(month).toInstant();
      batch.addTrade("M", time.plusSeconds(hash).getEpochSecond() * 1_000_000_000L, month, 100, 1);
    }
    return batch.build("months-" + id);
  }

  /** Those that the service ends are opened again. */
  private void holdConnections(BooleanSupplier goesOn) throws Exception {
    List<Socket> held = new ArrayList<>();
    try {
      while (goesOn.getAsBoolean()) {
        held.removeIf(socket -> !sent(socket, "x"));
        while (held.size() < CONNECTIONS / STREAMS) {
          Socket socket = new Socket(InetAddress.getLoopbackAddress(), quintet.httpPort());
          sent(socket, "GET /api/v1/health HTTP/1.1\r\nx: ");
          held.add(socket);
        }
        Thread.sleep(1_000);
      }
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
  }

  private static boolean sent(Socket socket, String text) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(text.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
