/** YAML as a tree that knows where each part stands, with limits on size, depth and aliases. */
@NullMarked
package io.throughline.core.rule.yaml;

import org.jspecify.annotations.NullMarked;
