package dev.quintet.planted.bootstrap.cli.marketdata;

/** Keeps every rule. */
public record ImportCommand(String file) {}
