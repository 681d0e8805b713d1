package dev.quintet.planted.domain.marketdata;

/** A port whose name hides that it is one. */
interface TickRepository {}
