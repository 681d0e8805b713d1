/**
 * Reads files of ticks and streams them into the service.
 *
 * <p>Words: a file is a CSV or a zip of CSVs; its origin is what the options and its name say about
 * it. Numbers are read as integers of 10^-8 and times as nanoseconds since the epoch, never through
 * binary fractions: what does not fit exactly is a refused row with line, field and reason. Memory
 * is bounded whatever the file's size. Used by the launcher's verbs only.
 */
@NullMarked
package dev.quintet.bootstrap.cli.marketdata.files;

import org.jspecify.annotations.NullMarked;
