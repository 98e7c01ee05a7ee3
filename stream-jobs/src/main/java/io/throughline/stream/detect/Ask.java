package io.throughline.stream.detect;

import io.throughline.core.behaviour.Hash;
import io.throughline.core.model.Evidence;
import io.throughline.core.template.PathLearner;
import io.throughline.stream.correlate.Asker;
import io.throughline.stream.correlate.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the detectors of principals keep of a request: no path, no id, no credential; some 300 bytes.
 *
 * @param time when the stream knew of it
 * @param who the principal, else credential, else address that asks
 * @param principal where it is named
 * @param credential 16 hex digits of a keyed digest
 * @param place an address or a container
 * @param id hash of the ids in the path; 0 where its template has none
 * @param number the last of them; below 0 where it is no number
 * @param status of HTTP; 0 where there is none
 * @param bytes of the answer; below 0 where not known
 * @param page below 0 where there is none
 */
public record Ask(
        String event,
        @Nullable String flow,
        String source,
        long offset,
        Instant time,
        String service,
        String method,
        String template,
        String who,
        @Nullable String principal,
        @Nullable String credential,
        @Nullable String place,
        List<String> roles,
        Asker.Told told,
        long id,
        long number,
        int status,
        long bytes,
        long page,
        Asker.Login login) {
    private static final int MAX_TEMPLATE = 256;

    /** No method and no segment. */
    private static final String END = "/";

    private static final int FEW = 5;

    /** Null where nobody is known to have asked. */
    static @Nullable Ask of(Request request) {
        Asker asker = request.asker();
        if (asker == null || asker.who().isEmpty()) {
            return null;
        }
        String template = request.template();
        String ids = template.contains("{") ? ids(request.path(), template) : "";
        return new Ask(
                request.event(),
                request.flow(),
                request.source(),
                request.offset(),
                request.end(),
                request.service(),
                request.method(),
                template.length() > MAX_TEMPLATE ? template.substring(0, MAX_TEMPLATE) : template,
                asker.who(),
                asker.principal(),
                asker.credential(),
                asker.place(),
                asker.roles(),
                asker.told(),
                ids.isEmpty() ? 0 : Hash.of(ids),
                number(ids),
                request.status() == null ? 0 : request.status(),
                asker.responseBytes(),
                asker.page(),
                asker.login());
    }

    /** Whether the template is one of a known API. */
    boolean known() {
        return !template.equals(PathLearner.UNKNOWN) && !template.endsWith(PathLearner.OTHER);
    }

    boolean refused() {
        return status == 401 || status == 403 || status == 404;
    }

    boolean answered() {
        return status == 0 || (status < 400);
    }

    String endpoint() {
        return service + ' ' + method + ' ' + template;
    }

    /**
     * Endpoints that begin alike, up to the first id: what is asked about one kind of thing. Where words behind an id name many things, each endpoint alone is seen too seldom to say
     * what is usual of it.
     */
    String family() {
        int variable = template.indexOf('{');
        int end = variable < 0 ? -1 : template.indexOf('/', variable);
        return service + ' ' + method + ' ' + (end < 0 ? template : template.substring(0, end));
    }

    /**
     * The endpoint's names, their widest parts first: all of it, and the beginning of its path whatever the method. A path that begins as none did is new where many came by; a
     * method that nobody used is new where all paths of the service are looked at together.
     */
    List<List<String>> names() {
        List<String> segments = List.of(template.split("/", -1));
        List<String> all = new ArrayList<>(List.of(service, method));
        all.addAll(segments);
        all.add(END);
        List<String> beginning = new ArrayList<>(List.of(service, END));
        beginning.addAll(segments.subList(0, Math.min(FEW, segments.size())));
        return List.of(all, beginning);
    }

    Evidence evidence() {
        return new Evidence(event, flow, source, offset);
    }

    /** The path's segments that its template replaced. */
    private static String ids(String path, String template) {
        StringBuilder ids = new StringBuilder();
        int from = 0;
        int at = 0;
        while (from <= path.length() && at <= template.length()) {
            int to = end(path, from);
            int until = end(template, at);
            if (!path.regionMatches(from, template, at, Math.max(to - from, until - at)) || to - from != until - at) {
                ids.append(ids.isEmpty() ? "" : "/").append(path, from, to);
            }
            from = to + 1;
            at = until + 1;
        }
        return ids.toString();
    }

    private static int end(String path, int from) {
        int end = path.indexOf('/', from);
        return end < 0 ? path.length() : end;
    }

    private static long number(String ids) {
        String last = ids.substring(ids.lastIndexOf('/') + 1);
        boolean digits = !last.isEmpty() && last.length() <= 18 && last.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Long.parseLong(last) : -1;
    }
}
