package dev.quintet.planted.application.marketdata;

import jakarta.inject.Singleton;

/** Knows the framework. */
@Singleton
final class InjectedIngestion {}
