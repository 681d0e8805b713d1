/**
 * Usage: totals for bills, and every recorded event.
 */
@NullMarked
package dev.quintet.adapters.in.rest.subscriptions;

import org.jspecify.annotations.NullMarked;
