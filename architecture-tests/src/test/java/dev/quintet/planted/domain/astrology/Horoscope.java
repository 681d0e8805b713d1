package dev.quintet.planted.domain.astrology;

/** Of a business module that is not in the table. */
record Horoscope(String sign) {}
