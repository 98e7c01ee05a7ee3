package io.throughline.ingest.ship;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/**
 * What the file system says of a file; links are followed.
 *
 * @param regular not a folder, a pipe, a socket or a device: these are never opened, which might wait for ever
 */
record FileStat(Path path, Key key, boolean regular, long size, long modifiedMillis) {
    /** A file as long as it exists: its name may change, and its inode is given to another file once it is gone. */
    record Key(long device, long inode) {
        /** No file's. */
        static final Key NONE = new Key(0, 0);
    }

    static FileStat of(Path path) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(path, "unix:dev,ino,size,lastModifiedTime,isRegularFile");
        return new FileStat(
                path,
                new Key(number(attributes, "dev"), number(attributes, "ino")),
                Boolean.TRUE.equals(attributes.get("isRegularFile")),
                number(attributes, "size"),
                attributes.get("lastModifiedTime") instanceof FileTime time ? time.toMillis() : 0);
    }

    private static long number(Map<String, Object> attributes, String name) throws IOException {
        if (attributes.get(name) instanceof Number number) {
            return number.longValue();
        }
        throw new IOException("the file system does not tell " + name);
    }
}
