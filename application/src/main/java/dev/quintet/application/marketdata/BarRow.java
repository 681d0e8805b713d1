package dev.quintet.application.marketdata;

import dev.quintet.domain.marketdata.Bar;

/**
 * A bar of an answer.
 *
 * @param building its interval had not ended when the call began: it will change
 * @param filled no tick fell into it; it stands for that
 */
public record BarRow(Bar bar, boolean building, boolean filled) {}
