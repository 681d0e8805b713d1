/**
 * Reads files of ticks and bars and sends them into the service.
 *
 * <p>Words: a file is a CSV or an archive of CSVs; a layout is how a vendor writes them; a meaning is
 * what a column holds; a format is all that is known of one CSV. Numbers are read as integers of
 * 10^-8 and times as nanoseconds since the epoch, never through binary fractions: what does not fit
 * exactly is a refused row with line, field and reason. What is not certain is refused with the option
 * that says it. Memory is bounded whatever the file's size. Used by the launcher's verbs only.
 */
@NullMarked
package dev.quintet.bootstrap.cli.marketdata.files;

import org.jspecify.annotations.NullMarked;
