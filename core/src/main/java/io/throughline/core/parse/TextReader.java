package io.throughline.core.parse;

import com.fasterxml.jackson.core.JsonFactory;
import io.throughline.core.model.Origin;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads a message, freed from its envelope, in the first form that fits it. */
final class TextReader {
    /** The format's name for input of which every line has to be a hop record. */
    private static final String HOPS = "hops";

    /** The format's name for input of which every line has to be a logged request. */
    private static final String HTTP = "http";

    private final ParseLimits limits;
    private final NoText noText = new NoText();
    private final TimeScanner times = new TimeScanner();
    private final Fields fields = new Fields();
    private final FieldReader fieldReader = new FieldReader(times);
    private final JsonLog json;
    private final GatewayText gateways = new GatewayText(times);
    private final LogbackText logback = new LogbackText(times);
    private final LoggedRequest requests;

    TextReader(JsonFactory factory, ParseLimits limits) {
        this.limits = limits;
        this.requests = new LoggedRequest(factory, limits.maxDepth(), fields, fieldReader);
        this.json = new JsonLog(
                factory, limits.maxDepth(), fields, fieldReader, new JsonForms(factory, limits.maxDepth(), times));
    }

    /** Reads what most records of a web server are without looking for anything else; false says nothing of the form. */
    boolean readUsual(byte[] record, Draft draft, Origin source) {
        return source.format() == null && gateways.readUsual(record, draft);
    }

    /** Fills the draft, or says why the text cannot be read. */
    @Nullable
    String read(String content, Draft draft, Origin source) {
        return read(content, content.getBytes(StandardCharsets.UTF_8), draft, source);
    }

    /** @param utf8 the content's bytes */
    @Nullable
    String read(String content, byte[] utf8, Draft draft, Origin source) {
        String text = content;
        byte[] bytes = utf8;
        if (!Swar.isPrintableAscii(utf8, 0, utf8.length)) {
            String problem = noText.problem(content);
            if (problem != null) {
                return problem;
            }
            text = NoText.withoutColours(content);
            bytes = text.equals(content) ? utf8 : text.getBytes(StandardCharsets.UTF_8);
            StackTrace trace = StackTrace.find(text);
            if (trace != null) {
                String head = trace.start == 0 ? firstLine(text) : text.substring(0, trace.start - 1);
                String unread = readText(head, head.getBytes(StandardCharsets.UTF_8), draft, source);
                draft.trace(text, trace);
                return unread;
            }
        }
        return readText(text, bytes, draft, source);
    }

    private static String firstLine(String text) {
        return text.substring(0, text.indexOf('\n'));
    }

    private @Nullable String readText(String text, byte[] bytes, Draft draft, Origin source) {
        if (HTTP.equals(source.format())) {
            return requests.read(Surrogates.wholeInJson(text), draft);
        }
        boolean hops = HOPS.equals(source.format());
        if (JsonLog.looksLike(text)) {
            String whole = Surrogates.wholeInJson(text);
            byte[] wholeBytes = whole.equals(text) ? bytes : whole.getBytes(StandardCharsets.UTF_8);
            JsonLog.Outcome outcome = json.read(whole, wholeBytes, draft, source);
            if (outcome == JsonLog.Outcome.READ && (draft.hop != null || draft.wrapped != null || !hops)) {
                return draft.problem;
            }
            if (outcome == JsonLog.Outcome.TOO_DEEP) {
                return "too-deep: nested more than " + limits.maxDepth() + " levels";
            }
        }
        if (hops) {
            return "bad-hop: no JSON object with vantage, start_us and duration_us";
        }
        String told = source.format();
        if (told == null || !custom(text, draft, told)) {
            line(text, draft);
        }
        return null;
    }

    /**
     * Reads the line in the operator's forms, of the name that its source has, or any where there is no name.
     *
     * @param told empty: any
     */
    private boolean custom(String text, Draft draft, String told) {
        for (CustomFormat format : limits.formats()) {
            if (!told.isEmpty() && !told.equals(format.name())) {
                continue;
            }
            fields.clear();
            if (format.read(text, fields, draft)) {
                draft.form = Form.CUSTOM;
                draft.label("event.dataset", format.name());
                boolean message = fields.has(Field.MESSAGE);
                fieldReader.read(fields, draft, text);
                if (!message) {
                    draft.message(text);
                }
                return true;
            }
            draft.clear();
        }
        return false;
    }

    private void line(String text, Draft draft) {
        if (gateways.read(text, draft) || custom(text, draft, "")) {
            return;
        }
        if (KeyValues.isLogfmt(text)) {
            draft.form = Form.LOGFMT;
            fields.clear();
            KeyValues.readAll(text, fields, draft);
            fieldReader.read(fields, draft, text);
            return;
        }
        if (TrainTicketText.read(text, draft, times)) {
            draft.form = Form.TRAINTICKET;
        } else if (logback.read(text, draft)) {
            draft.form = Form.LOGBACK;
            words(draft);
        } else {
            PlainText.read(text, draft, times);
            words(draft);
        }
    }

    /** What the words of a message say of a request and its ids. */
    private void words(Draft draft) {
        String message = draft.message;
        fields.clear();
        KeyValues.readSome(message, fields, HopFields.IN_TEXT);
        FieldReader.ids(fields, draft);
        draft.hop = HopFields.take(fields, times);
        FieldReader.parentOfHeader(fields, draft);
        IdsInText.read(message, draft);
    }
}
