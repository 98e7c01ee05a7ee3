package io.throughline.core.source;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The name of the host that this process runs on, for records that say no other. */
public final class HostName {
    private static final Logger LOG = LoggerFactory.getLogger(HostName.class);
    private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

    private HostName() {}

    /** The kernel's word, which needs no name server; {@code localhost} where nobody tells. */
    public static String local() {
        try {
            String name = Files.readString(KERNEL).strip();
            if (!name.isEmpty()) {
                return name;
            }
        } catch (IOException e) {
            LOG.debug("this kernel has no {}", KERNEL, e);
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            LOG.debug("this host has no name", e);
            return "localhost";
        }
    }
}
