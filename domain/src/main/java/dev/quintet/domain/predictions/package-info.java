/**
 * What models predict of symbols: recorded once with the features that were used, the latest of a model for a
 * symbol and timeframe found at once, and the history in the analytical store.
 *
 * <p>A prediction is a fact that does not change. It is current until the time that it states, or for as long
 * as the tier of its owner says, and never afterwards. Depends on {@code marketdata} for symbols and
 * timeframes.
 */
@NullMarked
package dev.quintet.domain.predictions;

import org.jspecify.annotations.NullMarked;
