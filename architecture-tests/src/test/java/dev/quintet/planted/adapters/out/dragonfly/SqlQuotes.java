package dev.quintet.planted.adapters.out.dragonfly;

import java.sql.Connection;

/** Drives another store. */
record SqlQuotes(Connection connection) {}
