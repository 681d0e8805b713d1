/**
 * What the service does, in a package for each business module, and {@link
 * dev.quintet.application.Activities}, which makes all of it from ports. No module uses this
 * package.
 */
@NullMarked
package dev.quintet.application;

import org.jspecify.annotations.NullMarked;
