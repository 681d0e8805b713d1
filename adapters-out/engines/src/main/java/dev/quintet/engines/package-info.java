/**
 * The real database engines, obtained and run without containers: PostgreSQL, ClickHouse and Redis
 * as child processes on loopback, with their data under one directory.
 *
 * <p>Words: <em>home</em> is the directory of one installation; an <em>engine directory</em> lies
 * in it and belongs to one engine; an <em>orphan</em> is an engine whose parent was killed.
 *
 * <p>Invariants: an engine directory has at most one running engine; engines listen on 127.0.0.1
 * only; no password stands in a process argument, a log or a file that others can read.
 *
 * <p>Used by the {@code embedded} wiring and by the tests of the adapters; knows neither.
 */
@NullMarked
package dev.quintet.engines;

import org.jspecify.annotations.NullMarked;
