package io.throughline.standalone;

import io.throughline.core.config.Settings;
import java.nio.file.Path;

/**
 * Where {@code up} keeps what must survive a restart.
 *
 * @param folder its data directory, {@code data.dir}
 * @param minFreeBytes refuses to start with less free space on that disk, {@code data.min-free}
 */
public record DataConfig(Path folder, long minFreeBytes) {
    public static DataConfig from(Settings settings) {
        String preset = Path.of(System.getProperty("user.home"), ".throughline").toString();
        return new DataConfig(
                Path.of(settings.string("data.dir", preset)).toAbsolutePath().normalize(),
                settings.bytes("data.min-free", 1L << 30, 0, Long.MAX_VALUE));
    }
}
