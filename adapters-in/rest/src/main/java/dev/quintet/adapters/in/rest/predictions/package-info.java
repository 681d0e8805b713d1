/** What models predicted, over REST. */
@NullMarked
package dev.quintet.adapters.in.rest.predictions;

import org.jspecify.annotations.NullMarked;
