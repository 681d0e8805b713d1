@NullMarked
package dev.quintet.adapters.out.clickhouse;

import org.jspecify.annotations.NullMarked;
