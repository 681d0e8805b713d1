package dev.quintet.bootstrap.cli.marketdata.files;

import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What the caller says about the files; null: nothing.
 *
 * @param date the day of files whose times are milliseconds since midnight
 * @param offset how far the clock of the files is ahead of UTC
 */
public record ImportOptions(
    @Nullable String symbol,
    @Nullable LocalDate date,
    @Nullable ZoneOffset offset,
    @Nullable String source) {}
