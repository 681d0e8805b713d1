/**
 * What the calls of all protocols have in common.
 *
 * <p>Nothing here knows a protocol: an inbound adapter reads its metadata or headers, and maps kinds
 * of problems to its statuses. Only inbound adapters depend on this package.
 */
@NullMarked
package dev.quintet.application.calls;

import org.jspecify.annotations.NullMarked;
