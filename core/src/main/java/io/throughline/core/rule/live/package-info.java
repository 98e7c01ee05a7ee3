/** Which rules are in force: those that come along, those of files, and those that come and go while everything runs. */
@NullMarked
package io.throughline.core.rule.live;

import org.jspecify.annotations.NullMarked;
