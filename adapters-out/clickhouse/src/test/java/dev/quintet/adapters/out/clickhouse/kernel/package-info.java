@NullMarked
package dev.quintet.adapters.out.clickhouse.kernel;

import org.jspecify.annotations.NullMarked;
