package io.throughline.stream.behaviour;

import java.util.Locale;
import java.util.Set;

/**
 * What a container rarely has reason to talk to: the cluster's API server and the cloud's metadata service. Names and addresses are those that
 * Kubernetes, AWS, Google, Azure, Alibaba and Oracle document.
 */
final class ControlPlane {
    private static final Set<String> NAMES = Set.of(
            "kubernetes",
            "kubernetes.default",
            "kubernetes.default.svc",
            "kubernetes.default.svc.cluster.local",
            "kube-apiserver",
            "metadata",
            "metadata.google.internal",
            "instance-data",
            "instance-data.ec2.internal",
            "metadata.azure.com",
            "169.254.169.254",
            "169.254.170.2",
            "169.254.170.23",
            "100.100.100.200",
            "fd00:ec2::254",
            "fd20:ce::254",
            "10.96.0.1",
            "10.43.0.1",
            "10.100.0.1",
            "172.20.0.1");

    private ControlPlane() {}

    /** Of a service, a host or an address, with or without scheme and port. Port 6443 is the API server's own. */
    static boolean is(String peer) {
        String host = peer.toLowerCase(Locale.ROOT);
        int scheme = host.indexOf("://");
        host = scheme < 0 ? host : host.substring(scheme + 3);
        int slash = host.indexOf('/');
        host = slash < 0 ? host : host.substring(0, slash);
        if (host.endsWith(":6443")) {
            return true;
        }
        if (host.startsWith("[") && host.indexOf(']') > 0) {
            host = host.substring(1, host.indexOf(']'));
        } else if (host.indexOf(':') == host.lastIndexOf(':') && host.indexOf(':') > 0) {
            host = host.substring(0, host.indexOf(':'));
        }
        host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return NAMES.contains(host);
    }
}
