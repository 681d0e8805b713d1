package dev.quintet.planted.domain.marketdata.unmarked;

/** Its package says nothing about null. */
record Tick(String symbol) {}
