package io.throughline.core.parse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Normalised;
import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import io.throughline.core.model.Rejected;
import io.throughline.core.schema.EcsEvent;
import io.throughline.fuzz.Check;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The normaliser with all its forms of lines, and the parts of it that an operator or a host can feed on their own. */
public final class ParseTargets {
    private static final ParseLimits LIMITS = new ParseLimits(
            16 << 10,
            16,
            512,
            16,
            64,
            ZoneOffset.UTC,
            List.of(CustomFormat.compile("mine", "$remote_addr took ${duration_ms} for \"$path\"")));
    /** A limit has room for what labels the record itself, beside the limit. */
    private static final int OWN_LABELS = 8;

    private static final Origin ORIGIN = new Origin("n", null, null, "orders-1", null, null, null, null);
    private static final JsonFactory JSON = new JsonFactory();
    private static final Normaliser USED = new Normaliser(LIMITS);

    private ParseTargets() {}

    /** A record as it came. */
    public static void record(byte[] bytes) {
        normalised(bytes);
    }

    /** A line that CRI dates, so that any text becomes an event. */
    public static void line(byte[] bytes) {
        Normalised normalised = normalised(
                ("2026-11-22T10:00:00.123456789Z stdout F " + Check.text(bytes).replace('\n', ' '))
                        .getBytes(StandardCharsets.UTF_8));
        boolean answered = normalised instanceof LogEvent
                || !((Rejected) normalised).reason().startsWith("no-time");
        Check.that(answered, "no time in a line that has one");
    }

    /** Docker's form around any text: the time is the envelope's, or near to it. */
    public static void docker(byte[] bytes) {
        StringBuilder text = new StringBuilder("{\"log\":\"");
        for (char c : Check.text(bytes).toCharArray()) {
            text.append(c < ' ' || c == '"' || c == '\\' || c > '~' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
        }
        normalised((text + "\\n\",\"stream\":\"stderr\",\"time\":\"2026-11-22T10:00:00.123456789Z\"}")
                .getBytes(StandardCharsets.UTF_8));
    }

    private static Normalised normalised(byte[] bytes) {
        RawRecord record = new RawRecord("n:1", 7, bytes, ORIGIN);
        Normalised normalised = new Normaliser(LIMITS).normalise(record);
        // Nothing of the records before may show.
        Normalised again = USED.normalise(record);
        if (normalised instanceof LogEvent event) {
            check(event);
            Check.same(event, again, "events of a new normaliser and a used one");
        } else if (normalised instanceof Rejected rejected) {
            Check.that(rejected.reason().length() < 500 && rejected.reason().contains(": "), rejected.reason());
            Check.same(rejected.reason(), again instanceof Rejected other ? other.reason() : "", "reasons");
        }
        return normalised;
    }

    private static void check(LogEvent event) {
        Check.that(
                event.message().length() <= LIMITS.maxMessageChars(),
                "a message of " + event.message().length());
        Check.that(
                event.labels().size() <= LIMITS.maxLabels() + OWN_LABELS,
                event.labels().size() + " labels");
        event.labels().forEach((name, value) -> {
            Check.that(name.length() <= 128, "a label's name of " + name.length());
            Check.that(
                    value.length() <= LIMITS.maxLabelChars() || name.startsWith("throughline."), name + ": " + value);
        });
        Check.that(event.timestamp().isAfter(Instant.parse("1989-12-31T00:00:00Z")), event.timestamp() + "");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            EcsEvent.write(json, event, null);
        } catch (IOException e) {
            throw new UncheckedIOException("the event cannot be written", e);
        }
        Check.isObject(out.toByteArray());
        // Names, ids, levels and paths have limits of their own.
        Check.that(out.size() < 6 * LIMITS.maxRecordBytes(), "a document of " + out.size());
    }

    /** A pattern and, behind its line feed, a line. What is compiled reads the line that it describes. */
    public static void customFormat(byte[] bytes) {
        String text = Check.text(bytes);
        int feed = text.indexOf('\n');
        String pattern = feed < 0 ? text : text.substring(0, feed);
        CustomFormat format;
        try {
            format = CustomFormat.compile("mine", pattern);
        } catch (IllegalArgumentException e) {
            return;
        }
        Draft draft = new Draft(LIMITS);
        format.read(feed < 0 ? text : text.substring(feed + 1), new Fields(), draft);
        if (format instanceof DelimitedFormat delimited && pattern.indexOf('\u0001') < 0) {
            StringBuilder line = new StringBuilder();
            for (DelimitedFormat.Part part : delimited.parts()) {
                line.append(part.literal()).append(part.name() == null ? "" : "\u0001");
            }
            Check.that(format.read(line.toString(), new Fields(), new Draft(LIMITS)), "not its own line: " + line);
        }
    }

    /** A time ends within its text and can be dated; an instant that was written is read back. */
    public static void times(byte[] bytes) {
        String text = Check.text(bytes);
        TimeScanner times = new TimeScanner();
        for (int from = 0; from < Math.min(text.length(), 40); from++) {
            if (times.scan(text, from)) {
                Check.that(times.end() > from && times.end() <= text.length(), "an end at " + times.end());
                Check.same(times.isDated(), times.instant(ZoneOffset.UTC) != null, "dates");
            }
        }
        if (times.scanValue(text)) {
            Check.that(times.end() <= text.length(), "an end at " + times.end());
            times.instant(ZoneOffset.ofHours(14));
        }
        if (bytes.length >= 12) {
            ByteBuffer numbers = ByteBuffer.wrap(bytes);
            long second = Math.floorMod(numbers.getLong(), 253_402_300_800L);
            Instant written = Instant.ofEpochSecond(second, Math.floorMod(numbers.getInt(), 1_000_000_000));
            Check.that(times.scan(written.toString(), 0), "not read: " + written);
            Check.same(written, times.instant(ZoneOffset.UTC), "times, written and read,");
        }
    }

    /** The forms of text, each alone: whoever says that a line is not its own leaves the draft as it was. */
    public static void gateways(byte[] bytes) {
        String text = Check.text(bytes);
        TimeScanner times = new TimeScanner();
        Draft draft = new Draft(LIMITS);
        if (!new GatewayText(times).read(text, draft)) {
            Draft empty = new Draft(LIMITS);
            List<Object> left = state(draft);
            Check.same(state(empty), left, "drafts, before and behind a line of no form,");
        }
    }

    private static List<Object> state(Draft draft) {
        List<Object> state = new ArrayList<>();
        state.add(String.valueOf(draft.time));
        state.add(String.valueOf(draft.level));
        state.add(String.valueOf(draft.logger));
        state.add(draft.hop == null);
        state.add(String.valueOf(draft.traceId));
        state.add(String.valueOf(draft.requestId));
        state.add(draft.message);
        state.add(draft.labels);
        state.add(draft.form);
        return state;
    }
}
