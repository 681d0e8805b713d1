/**
 * DragonflyDB, by the Redis protocol: droppable caches.
 *
 * <p>Words: an <em>entry</em> is the newest tick of a symbol and when a store confirmed it; the
 * <em>link</em> is the one connection that all calls share; a call is <em>lost</em> when it is not
 * known to have been carried out.
 *
 * <p>Invariants: nothing here throws because the cache is slow, away or full of rubbish, nobody
 * waits longer than the command timeout, and while the link is down nobody waits at all. Keys begin
 * with the tenant and its length. Nothing outside may depend on this package but the wiring.
 */
@NullMarked
package dev.quintet.adapters.out.dragonfly;

import org.jspecify.annotations.NullMarked;
