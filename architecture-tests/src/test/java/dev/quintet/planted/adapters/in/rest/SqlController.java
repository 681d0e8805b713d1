package dev.quintet.planted.adapters.in.rest;

import java.sql.Connection;

/** Reads the database past every layer. */
record SqlController(Connection connection) {}
