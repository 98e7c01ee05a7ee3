package io.throughline.core.parse;

import java.time.Duration;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A line of AWS's Application Load Balancer, which names its protocol first, or of the classic one, which begins with the time.
 * Source: AWS's Elastic Load Balancing guides, "Access log entries".
 *
 * <p>{@code https 2018-07-02T22:23:00.186641Z app/shop/50dc6c495c0c9188 192.168.131.39:2817 10.0.0.1:80 0.000 0.001 0.000 200 200 34 366
 * "GET https://shop.example:443/ HTTP/1.1" "curl/7.46.0" cipher protocol target-group "Root=1-..." "shop.example" ...}. The time is when the
 * answer was made; the three parts of the duration are seconds, -1 for what did not happen.
 */
final class ElbLine {
    private final TimeScanner times;
    private final Words words = new Words();
    private HopDraft hop = new HopDraft();

    ElbLine(TimeScanner times) {
        this.times = times;
    }

    static boolean looksLike(String text) {
        int time = timeAt(text);
        return time >= 0
                && time + 28 < text.length()
                && text.charAt(time + 4) == '-'
                && text.charAt(time + 10) == 'T'
                && text.charAt(time + 26) == 'Z';
    }

    /** False where the text has another form; the draft is then as it was. */
    boolean read(String line, Draft draft) {
        int time = timeAt(line);
        if (time < 0 || !times.scan(line, time) || !times.isInstant()) {
            return false;
        }
        words.start(line, times.end());
        hop = new HopDraft();
        String balancer = words.word();
        String client = words.word();
        String target = words.word();
        Duration took = parts();
        String status = words.word();
        String targetStatus = words.word();
        hop.requestBytes = HopFields.number(words.word());
        hop.responseBytes = HopFields.number(words.word());
        hop.sourceIp = HopFields.endpoint(client);
        String request = words.quoted();
        if (took == null || request == null || hop.sourceIp == null || hop.requestBytes == null) {
            return false;
        }
        draft.form = Form.AWS_ELB;
        draft.time(times);
        hop.duration = took;
        hop.status = HopFields.status(status);
        hop.request(request, draft);
        hop.userAgent = words.quoted();
        draft.labelIfAny("aws.elb.name", balancer);
        draft.labelIfAny("aws.elb.backend.http.response.status_code", targetStatus);
        draft.labelIfAny("destination.address", target);
        draft.labelIfAny("tls.cipher", words.word());
        draft.labelIfAny("tls.version", words.word());
        if (time > 0) {
            application(draft);
        }
        if (hop.method == null) {
            hop.operation = "TCP " + balancer;
        }
        draft.hop = hop;
        draft.message(line);
        return true;
    }

    /** What the application balancer adds. The request's creation time is nearer the truth than the sum of the parts. */
    private void application(Draft draft) {
        draft.labelIfAny("aws.elb.target_group.arn", words.word());
        String trace = words.quoted();
        if (trace != null) {
            GatewayIds.amazon(trace, draft);
        }
        draft.labelIfAny("url.domain", words.quoted());
        draft.labelIfAny("aws.elb.chosen_cert.arn", words.quoted());
        draft.labelIfAny("aws.elb.matched_rule_priority", words.word());
        String created = words.word();
        if (draft.time != null && times.scan(created, 0) && times.isInstant()) {
            hop.start = times.instant(ZoneOffset.UTC);
        }
        draft.labelIfAny("aws.elb.action_executed", words.quoted());
        draft.labelIfAny("aws.elb.redirect_url", words.quoted());
        draft.labelIfAny("aws.elb.error.reason", words.quoted());
    }

    /** Null where the three words are no durations. */
    private @Nullable Duration parts() {
        Duration sum = Duration.ZERO;
        for (int i = 0; i < 3; i++) {
            String word = words.word();
            Duration part = word.startsWith("-1") ? Duration.ZERO : Durations.of(word, Durations.SECOND);
            if (part == null) {
                return null;
            }
            sum = sum.plus(part);
        }
        return sum;
    }

    private static int timeAt(String text) {
        if (text.isEmpty()) {
            return -1;
        }
        char first = text.charAt(0);
        if (first >= '0' && first <= '9') {
            return 0;
        }
        int blank = first == 'h' || first == 'w' || first == 'g' ? text.indexOf(' ') : -1;
        return blank >= 2 && blank <= 5 && isProtocol(text.substring(0, blank)) ? blank + 1 : -1;
    }

    private static boolean isProtocol(String word) {
        return switch (word) {
            case "http", "https", "h2", "grpcs", "ws", "wss" -> true;
            default -> false;
        };
    }
}
