package io.throughline.ingest.receive.http.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.javalin.http.Context;
import io.throughline.ingest.receive.http.web.Problem;
import io.throughline.ingest.receive.http.web.ProblemForm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers in the form of the request: successes as the OTLP specification has them, failures as {@code google.rpc.Status}. */
public final class OtlpAnswers implements ProblemForm {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int STATUS_CODE = 1;
    private static final int STATUS_MESSAGE = 2;

    static void success(Context ctx, Message answer, boolean json) throws IOException {
        ctx.contentType(json ? OtlpReceiver.JSON : OtlpReceiver.PROTOBUF);
        ctx.result(json ? json(answer) : answer.toByteArray());
    }

    @Override
    public void write(Context ctx, Problem problem) {
        String type = ctx.header("Content-Type");
        String message = problem.code() + ": " + problem.detail();
        if (type != null && type.startsWith(OtlpReceiver.PROTOBUF)) {
            ctx.contentType(OtlpReceiver.PROTOBUF).result(status(code(problem.status()), message));
        } else {
            Map<String, Object> status = new LinkedHashMap<>();
            status.put("code", code(problem.status()));
            status.put("message", message);
            ctx.contentType(OtlpReceiver.JSON).result(ProblemForm.bytes(status));
        }
    }

    private static byte[] status(int code, String message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            out.writeInt32(STATUS_CODE, code);
            out.writeString(STATUS_MESSAGE, message);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** gRPC's code for what HTTP says. */
    private static int code(int status) {
        return switch (status) {
            case 401 -> 16;
            case 403 -> 7;
            case 404 -> 5;
            case 405 -> 12;
            case 408 -> 4;
            case 413, 429 -> 8;
            case 503 -> 14;
            default -> status < 500 ? 3 : 13;
        };
    }

    /** {@code {"partialSuccess":{"rejectedSpans":"2","errorMessage":"..."}}}; numbers of 64 bits are texts. */
    private static byte[] json(Message message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            write(json, message);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, Message message) throws IOException {
        json.writeStartObject();
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            json.writeFieldName(field.getKey().getJsonName());
            if (field.getValue() instanceof Message child) {
                write(json, child);
            } else {
                json.writeString(field.getValue().toString());
            }
        }
        json.writeEndObject();
    }
}
