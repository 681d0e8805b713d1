package dev.quintet.application.platform;

import java.time.Duration;

/**
 * How calls went for a while.
 *
 * @param calls that were answered, well or not
 * @param failures of them that were ours: a store was not available, an outcome is not known, a
 *     defect; never what a caller did wrong
 * @param within how long the while was
 * @param mean from a call to its first answer; zero when there was no call
 * @param p50 as long, to within 7 %
 * @param p99 as long, to within 7 %
 */
public record CallFigures(
    long calls, long failures, Duration within, Duration mean, Duration p50, Duration p99) {}
