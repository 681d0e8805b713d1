/**
 * What watches the work of the inbound adapters and the stores: histograms that Prometheus reads, the log
 * of slow statements, and traces for a collector of OpenTelemetry.
 *
 * <p>Nothing in here holds a tenant's data: labels are words of the program, bounded in number, and
 * a statement is told by its fingerprint. Watching one piece of work costs well below a microsecond.
 * Only this package knows the libraries of monitoring, and only the bootstrap knows this package.
 */
@NullMarked
package dev.quintet.adapters.out.telemetry;

import org.jspecify.annotations.NullMarked;
