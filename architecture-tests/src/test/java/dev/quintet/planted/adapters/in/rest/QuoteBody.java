package dev.quintet.planted.adapters.in.rest;

/** Prices as binary fractions, and numbers that are no prices. */
final class QuoteBody {

  static final float HIGH_WATER = 1;

  final double bidPrice;

  final double flowPerSecond;

  QuoteBody(double bidPrice, double flowPerSecond) {
    this.bidPrice = bidPrice;
    this.flowPerSecond = flowPerSecond;
  }

  QuoteBody setAsk(double ask) {
    return new QuoteBody(ask, flowPerSecond);
  }
}
