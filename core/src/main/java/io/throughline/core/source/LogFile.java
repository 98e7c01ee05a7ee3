package io.throughline.core.source;

import java.nio.file.Path;

/**
 * A file that an argument stands for.
 *
 * @param name its path relative to the argument, with {@code /} between the parts: the same wherever the argument's folder
 *     lies; within one {@link LogFiles#expand} no two files share a name
 */
public record LogFile(Path path, String name) {}
