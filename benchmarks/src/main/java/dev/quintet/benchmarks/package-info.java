/**
 * Quintet beside the bare clients of its databases: both do the same work in one run, round by
 * round, so that a busy or slow machine changes their ratio little.
 *
 * <p>Words: a <em>scenario</em> is one comparison with a goal; a <em>side</em> is one of those that
 * are compared; a <em>round</em> lets every side do its work once, in changing order.
 *
 * <p>Invariants: the service is the real program in a process of its own, on engines of its own;
 * what a run started has ended when it ends. No part of the product.
 */
@NullMarked
package dev.quintet.benchmarks;

import org.jspecify.annotations.NullMarked;
