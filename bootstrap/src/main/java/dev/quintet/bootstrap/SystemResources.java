package dev.quintet.bootstrap;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import dev.quintet.application.platform.RunningProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Measures the process and the machine that it runs on. */
final class SystemResources {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s*(\\d+) kB");

  private final Path data;
  private final String version = version();
  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /**
   * @param data on the file system that must not become full
   */
  SystemResources(Path data) {
    this.data = data;
    // The load is of the time since it was last read.
    double unused = system.getCpuLoad();
  }

  /** How many more files and connections this process may open; many where it is not known. */
  static long descriptors() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
            instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount() - unix.getOpenFileDescriptorCount()
        : Long.MAX_VALUE;
  }

  RunningProcess measure() {
    return new RunningProcess(
        version,
        Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime()),
        percent(system.getCpuLoad()),
        resident().orElseGet(SystemResources::heap),
        disk());
  }

  /** Negative, or no number, where it is not known. */
  private static @Nullable BigDecimal percent(double share) {
    return share >= 0
        ? BigDecimal.valueOf(share * 100).setScale(1, RoundingMode.HALF_UP)
        : null;
  }

  /** What Linux says; elsewhere nobody does. */
  private static OptionalLong resident() {
    try {
      Matcher line = RESIDENT.matcher(Files.readString(STATUS));
      return line.find() ? OptionalLong.of(Long.parseLong(line.group(1)) << 10) : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private static long heap() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
  }

  private @Nullable BigDecimal disk() {
    try {
      FileStore store = Files.getFileStore(data);
      long all = store.getTotalSpace();
      return all == 0 ? null : percent((all - store.getUsableSpace()) / (double) all);
    } catch (IOException e) {
      return null;
    }
  }

  private static String version() {
    try (InputStream text = SystemResources.class.getResourceAsStream("version.txt")) {
      return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
