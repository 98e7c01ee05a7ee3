package io.throughline.core.parse;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Finds the parts of an access line in the common or combined form among its bytes, without making a text of any: they are
 * slices of the line until somebody asks. Time, status and size are read as numbers. Used again for every line; what it found is
 * good until the next {@link #scan}.
 *
 * <p>{@code callers identity user [29/Jan/2023:08:42:09 +0800] "GET /orders?full=1 HTTP/1.1" 200 612 "referrer" "agent" and more}
 */
public final class AccessScan {
    /** A slice of the line; an absent one is empty, and one that the server knew nothing for is a dash. */
    public enum Part {
        /** Addresses and names in front of the identity: mostly one address. */
        CALLERS(0),
        USER(1),
        METHOD(2),
        URL(3),
        PROTOCOL(4),
        REFERRER(5),
        AGENT(6);

        private static final int COUNT = 7;

        private final int place;

        Part(int place) {
            this.place = place;
        }
    }

    /** Of a status or a size that the line has a dash for. */
    public static final int NONE = -1;

    /** Addresses and a user's name stand in front of the time; whatever is longer is something else. */
    private static final int MAX_HEAD = 1024;

    private static final int MAX_DIGITS = 18;
    private static final long HTTP = Swar.load(" HTTP/1.".getBytes(StandardCharsets.US_ASCII), 0);

    private final AccessTime time;
    private final int[] froms = new int[Part.COUNT];
    private final int[] tos = new int[Part.COUNT];
    private byte[] line = {};
    private int limit;
    private int at;
    private int status;
    private long bytes;
    private int sizeFrom;
    private int sizeTo;
    private @Nullable String requestId;

    public AccessScan() {
        this(new TimeScanner());
    }

    AccessScan(TimeScanner times) {
        this.time = new AccessTime(times);
    }

    /** False where the bytes have another form. */
    public boolean scan(byte[] bytesOfLine, int from, int to) {
        int bracket = bracket(bytesOfLine, from, to);
        if (bracket <= from || !time(bracket + 1)) {
            return false;
        }
        head(from, bracket);
        return request() && answer() && client();
    }

    /** Begins with a line of Apache's {@code ssl_request_log}, which has its time in front; goes up to behind the time. */
    boolean startsWithTime(byte[] bytesOfLine, int from, int to) {
        status = NONE; // which such a line does not tell
        return bracket(bytesOfLine, from, to) == from && time(from + 1);
    }

    /** Where the part begins in the array that was scanned. */
    public int from(Part part) {
        return froms[part.place];
    }

    /** Behind the part's last byte. */
    public int to(Part part) {
        return tos[part.place];
    }

    public String text(Part part) {
        return text(from(part), to(part));
    }

    /** Since 1970; of a time without a zone as if it were in UTC. */
    public long epochSecond() {
        return time.epochSecond();
    }

    /** From 100 to 599, or {@link #NONE}. */
    public int status() {
        return status;
    }

    /** Of the answer, or {@link #NONE}. */
    public long bytes() {
        return bytes;
    }

    /** Behind what was read: what some servers append begins there, after blanks. */
    public int end() {
        return at;
    }

    /** A request's id that stands where others have the referrer; null: there is none. */
    @Nullable
    String requestId() {
        return requestId;
    }

    /** Whether the time had the form that all servers write, with day, second and zone. */
    boolean hasUsualTime() {
        return time.isUsual();
    }

    void time(Draft draft) {
        time.tell(draft);
    }

    String text(int from, int to) {
        return new String(line, from, to - from, StandardCharsets.UTF_8);
    }

    boolean isDash(Part part) {
        int from = from(part);
        return to(part) - from == 1 && line[from] == '-';
    }

    /** Whether there are two quotes with nothing between them, and not nothing at all. */
    boolean isQuotedNothing(Part part) {
        int from = from(part);
        return from == to(part) && from > 0 && from < limit && line[from] == '"' && line[from - 1] == '"';
    }

    /** What was asked, by what is known of it. */
    Requests.Request request(Requests known) {
        return known.of(line, from(Part.METHOD), to(Part.URL));
    }

    /** The size as it was written, or a dash. */
    String sizeText() {
        return text(sizeFrom, sizeTo);
    }

    /** What some servers append; empty where nothing is. */
    String rest() {
        int from = skip();
        return from == limit ? "" : text(from, limit);
    }

    private int bracket(byte[] bytesOfLine, int from, int to) {
        line = bytesOfLine;
        limit = to;
        return Swar.indexOf(bytesOfLine, from, Math.min(to, from + MAX_HEAD), Swar.BRACKETS);
    }

    private void set(Part part, int from, int to) {
        froms[part.place] = from;
        tos[part.place] = to;
    }

    /** The callers' and the user's part: {@code callers - user}, or without a dash the last word is the user. */
    private void head(int from, int bracket) {
        int to = endWithoutBlanks(from, bracket);
        int begin = beginWithoutBlanks(from, to);
        int blank = Swar.indexOf(line, begin, to, Swar.BLANKS);
        while (blank >= 0 && !(blank + 2 < to && line[blank + 1] == '-' && line[blank + 2] == ' ')) {
            blank = Swar.indexOf(line, blank + 1, to, Swar.BLANKS);
        }
        if (blank >= 0) {
            set(Part.CALLERS, begin, blank);
            set(Part.USER, beginWithoutBlanks(blank + 3, to), to);
            return;
        }
        int user = lastBlank(begin, to);
        int identity = lastBlank(begin, user);
        set(Part.CALLERS, begin, user < 0 ? to : identity < 0 ? user : identity);
        set(Part.USER, user < 0 ? to : beginWithoutBlanks(user + 1, to), to);
    }

    private boolean time(int from) {
        boolean read = time.read(line, from, limit);
        at = time.end();
        return read;
    }

    /** {@code "GET / HTTP/1.1"}: its quotes have to be there; what is in them may be anything. */
    boolean request() {
        int from = skip();
        int to = quoteEnd(from);
        if (to < 0) {
            return false;
        }
        at = to + 1;
        int blank = Swar.indexOf(line, from + 1, to, Swar.BLANKS);
        int protocol = blank < 0 ? to : protocol(blank, to);
        set(Part.METHOD, from + 1, blank < 0 ? to : blank);
        set(Part.URL, Math.min(blank < 0 ? to : blank + 1, to), protocol);
        set(Part.PROTOCOL, Math.min(protocol + 1, to), to);
        return true;
    }

    /** The blank in front of the protocol: where the last {@code HTTP/} is, or the end. */
    private int protocol(int methodEnd, int to) {
        if (to - 9 > methodEnd && Swar.load(line, to - 9) == HTTP) {
            return to - 9;
        }
        for (int i = to - 6; i > methodEnd; i--) {
            if (line[i] == ' '
                    && line[i + 1] == 'H'
                    && line[i + 2] == 'T'
                    && line[i + 3] == 'T'
                    && line[i + 4] == 'P'
                    && line[i + 5] == '/') {
                return i;
            }
        }
        return to;
    }

    private boolean answer() {
        int from = skip();
        at = wordEnd(from);
        int code = at - from == 3 ? AccessTime.number(line, from, 3) : NONE;
        // 000 where a connection ended before there was an answer
        status = code >= 100 && code <= 599 ? code : NONE;
        return (code >= 0 || isDash(from, at)) && size();
    }

    /** The answer's size, in digits or a dash. */
    boolean size() {
        int from = skip();
        int i = from;
        long number = 0;
        while (i < limit && line[i] >= '0' && line[i] <= '9' && i - from <= MAX_DIGITS) {
            number = number * 10 + (line[i] - '0');
            i++;
        }
        boolean digits = i > from && i - from <= MAX_DIGITS && (i == limit || (line[i] & 0xff) <= ' ');
        bytes = digits ? number : NONE;
        at = digits ? i : wordEnd(from);
        sizeFrom = from;
        sizeTo = at;
        return digits || isDash(from, at);
    }

    /** Referrer and user agent, where the line goes on. */
    private boolean client() {
        set(Part.REFERRER, at, at);
        set(Part.AGENT, at, at);
        requestId = requestId(skip());
        return requestId != null || (value(Part.REFERRER) && value(Part.AGENT));
    }

    private @Nullable String requestId(int from) {
        if (from == limit || line[from] == '"') {
            return null;
        }
        int length = wordEnd(from) - from;
        if (length != 16 && length != 32 && length != 36) {
            return null;
        }
        String word = text(from, from + length);
        return GatewayIds.isRequestId(word) || GatewayIds.isAmazonId(word) ? word : null;
    }

    /** Quoted text or a word: some write a bare dash for none. */
    private boolean value(Part part) {
        if (at == limit) {
            set(part, at, at);
            return true;
        }
        int from = skip();
        if (from == limit || line[from] != '"') {
            at = wordEnd(from);
            set(part, from, at);
            return true;
        }
        int to = quoteEnd(from);
        at = to + 1;
        set(part, from + 1, to);
        return to >= 0;
    }

    /** As {@link Text#quoteEnd} says. */
    private int quoteEnd(int from) {
        if (from >= limit || line[from] != '"') {
            return -1;
        }
        int i = from + 1;
        while (i < limit) {
            long word = i + 8 <= limit ? Swar.load(line, i) : Swar.rest(line, i, limit);
            long found = Swar.matches(word, Swar.QUOTES) | Swar.matches(word, Swar.ESCAPES);
            i += Swar.first(found);
            if (found != 0) {
                boolean quote = line[i] == '"';
                if (quote && (i + 1 == limit || line[i + 1] == ' ')) {
                    return i;
                }
                i += quote ? 1 : 2;
            }
        }
        return -1;
    }

    /** The next word; empty at the end. */
    String word() {
        int from = skip();
        at = wordEnd(from);
        return text(from, at);
    }

    private int skip() {
        int i = at;
        while (i < limit && (line[i] == ' ' || line[i] == '\t')) {
            i++;
        }
        return i;
    }

    private int wordEnd(int from) {
        int i = from;
        while (i < limit && (line[i] & 0xff) > ' ') {
            i++;
        }
        return i;
    }

    private boolean isDash(int from, int to) {
        return to - from == 1 && line[from] == '-';
    }

    private int beginWithoutBlanks(int from, int to) {
        int i = from;
        while (i < to && Character.isWhitespace((char) line[i])) {
            i++;
        }
        return i;
    }

    private int endWithoutBlanks(int from, int to) {
        int i = to;
        while (i > from && Character.isWhitespace((char) line[i - 1])) {
            i--;
        }
        return i;
    }

    private int lastBlank(int from, int to) {
        int i = to - 1;
        while (i >= from && line[i] != ' ') {
            i--;
        }
        return i < from ? -1 : i;
    }
}
