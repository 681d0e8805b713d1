/**
 * What several activities and all inbound adapters need. {@code ExpiringCache} keeps what a store
 * answered for a moment, so that a check made on every call does not cost a round trip on every
 * call; {@code Readiness} says whether this process can do its work. Every activity may depend on
 * this package; it depends on the domain's {@code shared} only.
 */
@NullMarked
package dev.quintet.application.shared;

import org.jspecify.annotations.NullMarked;
