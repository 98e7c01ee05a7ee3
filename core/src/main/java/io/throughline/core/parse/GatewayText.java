package io.throughline.core.parse;

/**
 * Lines of text of proxies, gateways, load balancers and brokers. Which of them is told by a few characters in their places, before
 * anything is read; what looks like a form and is not is left to the next.
 */
final class GatewayText {
    /** Shorter lines have no place for a time and what was asked. */
    private static final int MIN_CHARS = 28;

    private final SyslogHead syslog;
    private final AccessLine access;
    private final HaproxyLine haproxy;
    private final EnvoyLine envoy;
    private final ElbLine balancer;
    private final NginxError nginx;
    private final ApacheError apache;
    private final KafkaLine kafka;

    GatewayText(TimeScanner times) {
        syslog = new SyslogHead(times);
        access = new AccessLine(times);
        haproxy = new HaproxyLine(times);
        envoy = new EnvoyLine(times);
        balancer = new ElbLine(times);
        nginx = new NginxError(times);
        apache = new ApacheError(times);
        kafka = new KafkaLine(times);
    }

    /** Reads a record's bytes as an access line, where they can be nothing else; see {@link AccessLine#readUsual}. */
    boolean readUsual(byte[] line, Draft draft) {
        return access.readUsual(line, draft);
    }

    /** False where the text has another form; the draft is then as it was. */
    boolean read(String text, Draft draft) {
        if (text.length() < MIN_CHARS) {
            return false;
        }
        if (text.charAt(0) == '[') {
            return (EnvoyLine.looksLike(text) && envoy.read(text, draft))
                    || (ApacheError.looksLike(text) && apache.read(text, draft))
                    || (KafkaLine.looksLike(text) && kafka.read(text, draft))
                    || access(text, draft);
        }
        if (NginxError.looksLike(text) && nginx.read(text, draft)) {
            return true;
        }
        if (ElbLine.looksLike(text) && balancer.read(text, draft)) {
            return true;
        }
        int head = SyslogHead.looksLike(text) ? syslog.read(text) : syslog.none();
        if (HaproxyLine.looksLike(text, head) && haproxy.read(text, head, syslog, draft)) {
            return true;
        }
        return head == 0 ? access(text, draft) : behind(text.substring(head), draft);
    }

    /** A web server that logs to syslog. */
    private boolean behind(String text, Draft draft) {
        if (NginxError.looksLike(text) && nginx.read(text, draft)) {
            return true;
        }
        return access(text, draft);
    }

    private boolean access(String text, Draft draft) {
        return AccessLine.looksLike(text) && access.read(text, draft);
    }
}
