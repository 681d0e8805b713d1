/** What every kind of write has in common: {@code UnfinishedWrites} settles what was left behind. */
@NullMarked
package dev.quintet.application.writes;

import org.jspecify.annotations.NullMarked;
