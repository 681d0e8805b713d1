package dev.quintet.client;

/**
 * The newest tick of a symbol.
 *
 * @param store which store answered
 * @param fromCache whether that store is a cache: the tick is then at most 5 seconds old news
 */
public record LastQuote(Tick tick, String store, boolean fromCache) {}
