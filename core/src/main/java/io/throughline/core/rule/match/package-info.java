/** All rules compiled into one matcher: literals that rules need are looked for together, and only rules whose literal is there are judged. */
@NullMarked
package io.throughline.core.rule.match;

import org.jspecify.annotations.NullMarked;
