package dev.quintet.planted.adapters.in.grpc.astrology;

/** A package of no business module. */
record HoroscopeService(String sign) {}
