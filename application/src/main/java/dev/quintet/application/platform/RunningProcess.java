package dev.quintet.application.platform;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What runs, and what it has of its machine.
 *
 * @param version of the program
 * @param uptime of the process
 * @param cpuPercent of all processors of the machine that are busy, with anybody's work; null where
 *     that is not known
 * @param memoryBytes of the process that are in memory
 * @param diskPercent of the file system of the data directory that is in use; null where that is not
 *     known
 */
public record RunningProcess(
    String version,
    Duration uptime,
    @Nullable BigDecimal cpuPercent,
    long memoryBytes,
    @Nullable BigDecimal diskPercent) {}
