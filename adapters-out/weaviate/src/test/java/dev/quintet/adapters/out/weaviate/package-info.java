/** Tests of the adapter against a real server. */
@NullMarked
package dev.quintet.adapters.out.weaviate;

import org.jspecify.annotations.NullMarked;
