@NullMarked
package dev.quintet.adapters.out.dragonfly;

import org.jspecify.annotations.NullMarked;
