package io.throughline.core.mask;

import io.throughline.core.frame.JoinedMessage;
import io.throughline.core.model.RawRecord;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Masks the records of one source: secrets are found in the text of a message as a whole, also where an envelope has split it over
 * several lines, and replaced by {@code [masked:NAME]}. A record in which nothing is found is handed back as it is, and nothing is
 * allocated for it. Masking again changes nothing. One thread at a time.
 */
public final class Masker {
    /** Masks may make a record longer up to this; beyond it, stars stand for the secrets. */
    public static final int MAX_BYTES = 1 << 20;

    private static final int STARS = 3;
    private static final int GROUP = 8;
    private static final byte[][] MARKS = Shapes.NAMES.stream()
            .map(name -> (MaskMark.START + name).getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);

    private final Masking masking;
    private final Anchors anchors;
    private final DigitsMatcher digits;
    private final Matcher[] first;
    private final PersonalData personal;
    private final int privateKey;
    private final Line line = new Line();
    private final OpenKey key;
    private @Nullable SecretDigest digest;

    Masker(Masking masking) {
        this.masking = masking;
        this.anchors = masking.compiled().anchors();
        this.digits = masking.compiled().digits();
        this.first = masking.compiled().first().toArray(Matcher[]::new);
        this.personal = masking.personal();
        this.privateKey = Shapes.numberOf(Shapes.PRIVATE_KEY);
        this.key = new OpenKey();
    }

    /** The record without its secrets; the same object where it has none. */
    public RawRecord mask(RawRecord record) {
        byte[] value = record.value();
        byte[] masked = mask(value);
        if (Arrays.equals(masked, value)) {
            return record;
        }
        int length = record.cut() ? Math.max(record.length(), masked.length + 1) : masked.length;
        return new RawRecord(record.source(), record.offset(), masked, length, record.origin(), record.chunk());
    }

    /** The value without its secrets; the same array where it has none. */
    public byte[] mask(byte[] value) {
        if (!masking.active()) {
            return value;
        }
        byte[] text = JoinedMessage.join(value);
        line.reset(text, 0, text.length);
        if (!key.open()) {
            scan();
        }
        if (key.open() || line.keyOpen) {
            lines(text);
        }
        if (line.count() == 0) {
            return value;
        }
        line.sort();
        return write(text);
    }

    /** Goes on with another source, or with the same one elsewhere. */
    public void resume(OpenKey.State state) {
        key.resume(state);
    }

    /** Whether a private key was begun whose end was not seen yet. */
    public boolean keyOpen() {
        return key.open();
    }

    /** For {@link #resume}. */
    public OpenKey.State state() {
        return key.state();
    }

    private void lines(byte[] text) {
        line.reset(text, 0, text.length);
        int start = 0;
        while (start < text.length) {
            int end = start;
            while (end < text.length && text[end] != '\n') {
                end++;
            }
            line.window(start, end);
            if (key.open() && start < end) {
                key.next(line, start, end, privateKey);
            }
            scan();
            if (line.keyOpen) {
                key.begin();
            }
            start = end + 1;
        }
    }

    private void scan() {
        int from = line.floor;
        int spans = line.count();
        int at = from;
        for (int i = 0; i < first.length; i++) {
            at = Math.max(at, first[i].match(line, from));
        }
        while (at >= 0) {
            int group = anchors.next(line.bytes, at, line.to);
            // At the text's end the digits of one more group were not looked at yet.
            int back = group + GROUP < line.to ? GROUP : 2 * GROUP;
            at = group < 0 ? group : look(Math.max(line.floor, group - back), group);
        }
        if (personal.asked()) {
            between(from, spans);
        }
    }

    /** Behind the secret that was found, or behind the group. */
    private int look(int from, int group) {
        byte[] bytes = line.bytes;
        int end = Math.min(group + GROUP, line.to);
        for (int at = Math.max(from, line.digitsSeen); at < end; at++) {
            int behind = Anchors.digitsAt(bytes, at, line.to) ? digits.match(line, at) : Matcher.NO;
            if (behind > at) {
                return settle(behind);
            }
        }
        for (int half = group; half < end && half + 2 < line.to; half += 2) {
            if (anchors.half(bytes, half)) {
                int behind = anchor(half - 1);
                behind = behind < 0 ? anchor(half) : behind;
                if (behind >= 0) {
                    return behind;
                }
            }
        }
        return group + GROUP;
    }

    private int anchor(int at) {
        if (at < line.floor || at + Anchors.BYTES > line.to) {
            return Matcher.NO;
        }
        for (Anchors.Entry entry : anchors.at(line.bytes, at)) {
            int start = at - entry.back();
            int behind = start < line.floor ? Matcher.NO : entry.matcher().match(line, start);
            if (behind > at) {
                return settle(behind);
            }
        }
        return Matcher.NO;
    }

    private int settle(int behind) {
        line.floor = Math.max(line.floor, behind);
        return behind;
    }

    /** Looks for personal data before, between and behind the secrets that were found since. */
    private void between(int from, int firstSpan) {
        int last = line.count();
        int start = from;
        for (int i = firstSpan; i <= last; i++) {
            int end = i == last ? line.to : line.start(i);
            int next = i == last ? line.to : line.end(i);
            line.floor = start;
            personal.find(line, end);
            start = next;
        }
        line.floor = line.to;
    }

    private byte[] write(byte[] text) {
        byte[] written = write(text, false);
        return written.length <= Math.max(text.length, MAX_BYTES) ? written : write(text, true);
    }

    private byte[] write(byte[] text, boolean briefly) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length + 64);
        int from = 0;
        for (int i = 0; i < line.count(); i++) {
            out.write(text, from, line.start(i) - from);
            if (briefly) {
                brief(out, i);
            } else {
                mark(out, i);
            }
            from = line.end(i);
            if (!briefly) {
                masking.counts().add(line.shape(i));
            }
        }
        out.write(text, from, text.length - from);
        return out.toByteArray();
    }

    private void mark(ByteArrayOutputStream out, int span) {
        byte[] quote = line.quote(span);
        out.writeBytes(quote);
        out.writeBytes(MARKS[line.shape(span)]);
        String key = masking.config().digestKey();
        if (key != null) {
            if (digest == null) {
                digest = new SecretDigest(key);
            }
            out.write(':');
            byte[] sum = digest.of(line.bytes, line.start(span), line.end(span));
            out.writeBytes(
                    HexFormat.of().formatHex(sum, 0, MaskMark.DIGEST_DIGITS / 2).getBytes(StandardCharsets.US_ASCII));
        }
        out.write(']');
        out.writeBytes(quote);
    }

    /** Not longer than the secret: stars, or nought for a number of JSON. */
    private void brief(ByteArrayOutputStream out, int span) {
        if (line.quote(span).length > 0) {
            out.write('0');
            return;
        }
        for (int i = Math.min(STARS, line.end(span) - line.start(span)); i > 0; i--) {
            out.write('*');
        }
    }
}
